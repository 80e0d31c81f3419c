"""Runs a script in Python that uses the names of a learner's program, in a process of its own.

Started as `python -I -c THIS NAME IN OUT`. When the script has come to its end, the word that waits in
IN is said to OUT. The script and the program share this process: what a program gives to it may lie, so for what must
not be forged an author writes tests with `call`.
"""

import json
import os
import sys
import types


def main() -> None:
    """The program once, the script once; a mistake in either ends it as Python does."""
    name, asked, say = sys.argv[1], os.fdopen(int(sys.argv[2])), int(sys.argv[3])
    run, write, word = exec, os.write, asked.readline  # before the program can put others in their place
    script = compile(json.loads(asked.readline())["script"], "<script>", "exec")
    sys.argv = [name]
    sys.path.insert(0, os.getcwd())
    module = types.ModuleType("program")
    module.__file__ = name
    sys.modules["program"] = module
    with open(name, encoding="utf-8") as file:
        run(compile(file.read(), name, "exec"), module.__dict__)
    run(script, {**module.__dict__, "__name__": "script"})
    sys.stdout.flush()
    write(say, word().encode())


main()
