import os
import time

print("ended", flush=True)
if not os.fork():
    end = time.monotonic() + 20
    while time.monotonic() < end:  # whoever lives leaves a child behind and goes
        os.setsid()
        if os.fork():
            os._exit(0)
