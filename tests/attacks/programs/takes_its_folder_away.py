import os

here = os.getcwd()
for attempt in (lambda: os.rename(here, here + "x"), lambda: os.rmdir(here), lambda: os.symlink("/", here)):
    try:
        attempt()
    except OSError:
        pass
