try:
    for number in range(40):
        with open(f"f{number}", "wb") as file:
            file.write(bytes(5_000_000))
    import time

    time.sleep(1)
    print("GOT 200 MB")
except OSError:
    print("KEPT")
