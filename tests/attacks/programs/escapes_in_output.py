import os

os.write(1, b"\0\x1b]52;c;aGk=\x07\xff\xfe\r\n\x9b31m")
os.write(2, b"\x1b]0;title\x07")
