"""Read what we write for Moodle with somebody else's parsers: `python tests/exchange/compare_moodle.py PACK…`.

Run it in an environment of its own, which has `moodle-xml-parser` beside tutor's dependencies, and, for GIFT, in a folder
with `npm install gift-pegjs`. Neither is a dependency of tutor. Prints for each pack and format how many questions were
written and how many the other parser finds, and exits with 1 when they differ.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tutor.exchange import gift, moodle_xml
from tutor.exchange.brought import Wishes
from tutor.packs.compile import load

_PEG = """
const gift = require("gift-pegjs");
const text = require("fs").readFileSync(process.argv[1], "utf8");
console.log(JSON.stringify(gift.parse(text).map(question => question.type)));
"""


def found_in_xml(data: bytes) -> list[str]:
    """The types of the questions that moodle-xml-parser finds: it knows two."""
    from moodle_xml_parser.parser import parse_bytes

    return [kind for kind, questions in parse_bytes(data).items() for _ in questions]


def written_in_xml(data: bytes) -> int:
    """How many of those two sorts there are."""
    return sum(
        len(ElementTree.fromstring(data).findall(f"question[@type='{kind}']")) for kind in ("multichoice", "cloze")
    )


def found_in_gift(data: bytes) -> list[str]:
    """The types of the questions that gift-pegjs finds, which lies in the folder where this runs."""
    with tempfile.NamedTemporaryFile(suffix=".gift", dir=".") as file:
        file.write(data)
        file.flush()
        ran = subprocess.run(["node", "-e", _PEG, file.name], capture_output=True, text=True)
    if ran.returncode:
        return [ran.stderr[-600:]]
    return [kind for kind in json.loads(ran.stdout) if kind != "Category"]


def main() -> int:
    wrong = 0
    for place in map(Path, sys.argv[1:]):
        compiled = load(place).compiled
        assert compiled is not None, f"{place} has errors"
        for name, module, found_in in (("moodle-xml", moodle_xml, found_in_xml), ("gift", gift, found_in_gift)):
            sent = module.write(compiled, Wishes())
            [data] = sent.files.values()
            found = found_in(data)
            written = written_in_xml(data) if module is moodle_xml else sent.report.imported.total()
            wrong += written != len(found)
            print(f"{place.name:30} {name:12} {written:5} written {len(found):5} found  {dict(Counter(found))}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
