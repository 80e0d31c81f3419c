import os
import signal
import sys

if not os.fork():
    os.setsid()
    if not os.fork():
        os.chdir("/")
        for descriptor in range(10):
            try:
                os.close(descriptor)
            except OSError:
                pass
        for number in (1, 2, 3, 13, 15, 17, 18):
            signal.signal(number, signal.SIG_IGN)
        os.execve(sys.executable, ["python", "-S", "-c", "while True: import time; time.sleep(9)", sys.argv[1]], {})
    os._exit(0)
os.wait()
print("ended")
