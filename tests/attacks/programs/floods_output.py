import os

while True:
    os.write(1, b"\x1b[2Jflood\0" * 500)
