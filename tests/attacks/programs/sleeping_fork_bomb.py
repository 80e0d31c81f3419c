import os
import time

for _ in range(400):
    try:
        if not os.fork():
            os.setsid()
            time.sleep(1000)
    except OSError:
        pass
time.sleep(1000)
