import os
import time

os.write(3, b"early")
if not os.fork():
    time.sleep(0.3)
    os.write(3, b" late")
    os._exit(0)
os._exit(0)
