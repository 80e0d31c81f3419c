import os
import time

if not os.fork():
    if not os.fork():
        time.sleep(1000)
    os._exit(0)
os.wait()
print("ended")
