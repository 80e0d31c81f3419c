for number in range(10_500):
    open(f"f{number}", "w").close()
import time

time.sleep(1000)
