import _thread
import time

started = 0
try:
    for _ in range(500):
        _thread.stack_size(65536)
        _thread.start_new_thread(time.sleep, (1000,))
        started += 1
    time.sleep(1000)
except RuntimeError:
    print("KEPT at", started)
