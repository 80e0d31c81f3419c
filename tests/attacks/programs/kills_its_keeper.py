"""Argument after the token: the signal. Kills or stops what started it, and leaves a sleeper."""

import os
import sys
import time

if not os.fork():
    time.sleep(1000)
try:
    os.kill(os.getppid(), int(sys.argv[2]))
except OSError as error:
    print("KEPT", error.errno, flush=True)
time.sleep(0.3)
os._exit(7)
