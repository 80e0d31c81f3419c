kept = []
while True:
    kept.append(bytearray(5_000_000))
