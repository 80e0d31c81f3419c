size = 0
try:
    with open("big", "wb") as file:
        while size < 200_000_000:
            size += file.write(bytes(1_000_000))
    print("GOT", size)
except OSError:
    print("KEPT below", size + 2_000_000)
