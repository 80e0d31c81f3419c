much = bytearray(3_000_000_000)
print("GOT", len(much))
