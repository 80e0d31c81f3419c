"""Keeps whoever answers for chmod busy, and forks meanwhile."""

import os
import time

open("x", "w").close()
for _ in range(4):
    if not os.fork():
        while True:
            os.chmod("x", 0o600)
for _ in range(100):
    if not os.fork():
        time.sleep(1000)
time.sleep(1000)
