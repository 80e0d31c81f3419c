import mmap

shared = mmap.mmap(-1, 2_000_000_000)
for start in range(0, 2_000_000_000, 1_000_000):
    shared[start : start + 1_000_000] = bytes(1_000_000)
print("GOT 2 GB")
