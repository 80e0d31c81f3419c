import os

os.makedirs("a/b/c")
open("a/b/c/file", "w").close()
os.symlink("/etc", "a/link")
os.mkfifo("a/pipe")
for name in ("a/b/c", "a/b", "a", "."):
    try:
        os.chmod(name, 0)
    except OSError:
        pass
