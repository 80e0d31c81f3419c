import os

try:
    print(len([name for name in os.listdir("/proc") if name.isdigit()]))
except OSError:
    print(0)
