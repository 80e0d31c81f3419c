"""Names and paths that would lead elsewhere, files that are none, and programs that hope to be run by being there."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from attack import COURSE, ITEMS, Attack, Text, either, loads, made, refused, write

PATHS = {
    "a unit above the pack": "../outside/secret.yaml",
    "a unit far above the pack": "a/" * 3 + "../" * 9 + "etc/passwd",
    "a unit by an absolute path": "/etc/passwd",
    "a unit by a path of Windows": "C:\\Windows\\win.ini",
    "a unit with backslashes": "..\\outside\\secret.yaml",
    "a unit of a share": "//host/share/u.yaml",
    "a unit by an address": "https://evil.example/u.yaml",
    "a unit by a file address": "file:///etc/passwd",
    "a unit in the home of its reader": "~/.bashrc",
    "a unit by a variable": "$HOME/.bashrc",
    "a unit named as a device of Windows": "CON",
    "a unit named as a device with an ending": "units/aux.yaml",
    "a unit with a stream of Windows": "u.yaml::$DATA",
    "a unit that ends with a dot": "u.yaml.",
    "a unit that ends with a blank": "'u.yaml '",
    "a unit with an empty part": "units//u.yaml",
    "a unit with a dot as a part": "units/./u.yaml",
    "a unit that is a glob": "units/*.yaml",
    "a unit that is a command": "'|cat /etc/passwd'",
    "a unit with an encoded way up": "%2e%2e/outside/secret.yaml",
    "a unit whose path is very long": "a" * 151 + ".yaml",
    "a unit in nine folders": "a/b/c/d/e/f/g/h/u.yaml",
    "a unit with a NUL": '"u\\0.yaml"',
}
IDS = {
    "a course's id that climbs": "../x",
    "a course's id that is a device": "con",
    "a course's id that is another device": "lpt1",
    "a course's id that is a dot": "'.'",
    "a course's id that is a path": "a/b",
    "a course's id that is absolute": "/etc/passwd",
    "a course's id with a line end": '"a\\nb"',
    "a course's id in Cyrillic": "сourse",
    "a course's id in wide letters": "ｃourse",
    "a course's id that is an option": "--help",
    "a course's id in capitals": "Course",
    "a course's id that is empty": "''",
    "a course's id of blanks": "'   '",
    "a course's id that is SQL": '"x\'; DROP TABLE course; --"',
}


def named_files() -> list[Attack]:
    places: dict[str, Callable[[str], dict[str, Text]]] = {
        "a passage": lambda path: {"course.yaml": f"{COURSE}passages: {{p: {{file: ⟪{path}}}}}\n"},
        "a table of cards": lambda path: {"course.yaml": f"title: T\ncards: {{file: ⟪{path}}}\n"},
        "a translation": lambda path: {"course.yaml": f"{COURSE}translations: {{es: ⟪{path}}}\n"},
        "a picture": lambda path: {
            "course.yaml": f"title: T\nitems:\n  - {{id: a, ask: b, answer: c, image: ⟪{path}, alt: d}}\n"
        },
        "a sound": lambda path: {
            "course.yaml": f"title: T\nitems:\n  - {{id: a, ask: b, answer: c, audio: ⟪{path}, transcript: d}}\n"
        },
        "a choice's picture": lambda path: {
            "course.yaml": f"title: T\nitems:\n  - id: a\n    ask: b\n    choices: [right: c, {{wrong: d, image: ⟪{path}, alt: e}}]\n"
        },
        "the tables of a query": lambda path: {
            "course.yaml": f"title: T\nitems:\n  - {{id: a, ask: b, sql: {{setup: {{file: ⟪{path}}}, solution: select 1}}}}\n"
        },
        "a medium in a lesson": lambda path: {
            "course.yaml": f"title: T\nlesson:\n  - {{way: media, file: ⟪{path}, alt: x}}\n{ITEMS}"
        },
    }
    targets = ("../outside/canary.txt", "/etc/passwd", "media/../../outside/canary.txt")
    found = []
    for number, (name, files) in enumerate(places.items()):
        target = targets[number % len(targets)]
        found.append(refused(f"{name} outside the pack", files(target), "path"))
    return found


def linked(name: str, link: str, target: Callable[[Path], str], text: str = "title: T\nunits:\n  - u.yaml\n") -> Attack:
    """A folder with a link in it."""

    def make(folder: Path) -> Path:
        write(folder / "attack", {"course.yaml": text})
        place = folder / "attack" / link
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target(folder))
        return folder / "attack"

    return made(name, make, place=("course.yaml", 3), code="link")


def odd_file(
    name: str, make_it: Callable[[Path], None], file: str = "u.yaml", text: str = "title: T\nunits:\n  - u.yaml\n"
) -> Attack:
    """A folder in which a named file is none."""

    def make(folder: Path) -> Path:
        write(folder / "attack", {"course.yaml": text})
        make_it(folder / "attack" / file)
        return folder / "attack"

    return made(name, make, place=("course.yaml", 3))


def bound(path: Path) -> None:
    """A socket in the file system, however deep the folder lies."""
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made_:
        made_.bind(path.name)
    os.chdir(here)


IMAGE = "title: T\nitems:\n  - {id: a, ask: b, answer: c, image: p.png, alt: d}\n"
FILES = [
    linked("a unit that is a link to a file outside", "u.yaml", lambda folder: str(folder / "outside" / "canary.txt")),
    linked("a unit that is a link to a device", "u.yaml", lambda folder: "/dev/zero"),
    linked("a unit that is a link to itself", "u.yaml", lambda folder: "u.yaml"),
    linked("a unit that is a link to nothing", "u.yaml", lambda folder: "nothing.yaml"),
    linked(
        "a unit behind a linked folder",
        "units",
        lambda folder: str(folder / "outside"),
        "title: T\nunits:\n  - units/canary.txt\n",
    ),
    linked(
        "a picture that is a link to a file outside",
        "p.png",
        lambda folder: str(folder / "outside" / "canary.txt"),
        IMAGE,
    ),
    linked("a picture that is a link to the memory of the reader", "p.png", lambda folder: "/proc/self/mem", IMAGE),
    linked("a picture that is a link to the terminal", "p.png", lambda folder: "/dev/tty", IMAGE),
    odd_file("a unit that is a pipe", lambda path: os.mkfifo(path)),
    odd_file("a picture that is a pipe", lambda path: os.mkfifo(path), "p.png", IMAGE),
    odd_file("a unit that is a folder", lambda path: path.mkdir()),
    odd_file("a unit that is a socket", bound),
    odd_file(
        "a picture of seventeen megabytes",
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 17 * 2**20),
        "p.png",
        IMAGE,
    ).but(code="too-big"),
    odd_file(
        "a unit of two hundred gigabytes that are a hole",
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 200 * 10**9),
    ).but(place=("u.yaml", 1), code="too-big"),
]


def course_file(name: str, make_it: Callable[[Path, Path], object]) -> Attack:
    def make(folder: Path) -> Path:
        (folder / "attack").mkdir()
        make_it(folder / "attack" / "course.yaml", folder)
        return folder / "attack"

    return made(name, make)


COURSES = [
    course_file(
        "a course that is a link to a file outside",
        lambda path, folder: path.symlink_to(folder / "outside" / "canary.txt"),
    ),
    course_file("a course that is a link to zeros without end", lambda path, folder: path.symlink_to("/dev/zero")),
    course_file("a course that is a pipe", lambda path, folder: os.mkfifo(path)),
    course_file("a course that is a folder", lambda path, folder: path.mkdir()),
    course_file(
        "a course beside one in capitals",
        lambda path, folder: [path.write_text(COURSE), path.with_name("COURSE.YAML").write_text(COURSE)],
    ),
    course_file("a course in capitals alone", lambda path, folder: path.with_name("Course.yaml").write_text(COURSE)),
    course_file("a course that is a socket", lambda path, folder: bound(path)),
]


def in_folder(name: str, folder_name: str, text: str = f"id: attack\n{COURSE}", outcome: str = "loads") -> Attack:
    """A pack in a folder of this name."""

    def make(folder: Path) -> Path:
        return write(folder / folder_name, {"course.yaml": text})

    return made(name, make, outcome)


FOLDERS = [
    in_folder("a folder whose name clears the screen", "x\x1b[2J\x1b]0;taken\x07"),
    in_folder("a folder whose name has a line end", "x\nattack: 1 skill, 1 item, no problems"),
    in_folder("a folder whose name turns around", "x\u202egpj.kcap"),
    in_folder("a folder whose name is markup", "[@click=app.quit]x[/]"),
    in_folder("a folder whose name is an option", "--jsonl"),
    in_folder("a folder whose name is no text", os.fsdecode(b"x\xff\xfe"), outcome="refused"),
    in_folder(
        "a folder with an acting name and a wrong course",
        "y\x1b[2J\x1b]0;taken\x07",
        "title: T\nitems: no\n",
        "refused",
    ).but(place=("course.yaml", 2)),
    in_folder("a folder whose name gives no id", "\x1b[31m", COURSE, "either"),
    in_folder("a folder named as a device", "nul", COURSE, "either"),
    made(
        "a file whose name turns around",
        lambda folder: write(folder, {"x\u202elmay.yaml": COURSE}) / "x\u202elmay.yaml",
        "loads",
    ),
    made(
        "a file whose name acts, with a wrong course",
        lambda folder: write(folder, {"z\x1b]0;t\x07.yaml": "title: T\nitems: no\n"}) / "z\x1b]0;t\x07.yaml",
    ),
    made("a file that is neither", lambda folder: write(folder, {"attack.txt": COURSE}) / "attack.txt"),
    made(
        "a link to a folder outside as the pack",
        lambda folder: ((folder / "attack").symlink_to(folder / "outside"), folder / "attack")[1],
    ),
    made("a pipe as the pack", lambda folder: (os.mkfifo(folder / "attack.yaml"), folder / "attack.yaml")[1]),
    made(
        "a link to zeros as the pack",
        lambda folder: ((folder / "attack.yaml").symlink_to("/dev/zero"), folder / "attack.yaml")[1],
    ),
]
TOUCH = "import pathlib, os\npathlib.Path(__file__).parent.parent.joinpath('touched').write_text('taken')\n"
MODULES = (
    "yaml",
    "json",
    "sqlite3",
    "tutor",
    "msgspec",
    "textual",
    "random",
    "os",
    "site",
    "encodings",
    "typing",
    "rich",
    "fsrs",
)
BESIDE: list[dict[str, Text]] = [
    {f"{name}.py": TOUCH for name in ("conftest", "sitecustomize", "usercustomize", "setup", "__init__", "__main__")},
    {f"{name}.py": TOUCH for name in MODULES},
    {
        "evil.pth": "import os; os.system('touch ../touched')\n",
        "pyvenv.cfg": "home = /tmp\n",
        "python": "#!/bin/sh\ntouch ../touched\n",
    },
    {"pyproject.toml": "[build-system]\nrequires=[]\nbuild-backend='evil'\nbackend-path=['.']\n", "evil.py": TOUCH},
    {
        ".env": "TUTOR_HOME=/tmp/taken\n",
        ".git/hooks/post-checkout": "#!/bin/sh\ntouch ../touched\n",
        "Makefile": "all:\n\ttouch ../touched\n",
    },
    {"tutor/__init__.py": TOUCH, "tutor/packs/__init__.py": TOUCH, "site-packages/tutor.py": TOUCH},
]
NAMES = (
    "what Python starts with",
    "modules of the library",
    "paths of Python",
    "a build",
    "what other tools run",
    "a program named as ours",
)
RUN = [
    loads(f"{name} beside the course", {"course.yaml": f"id: attack\n{COURSE}", **files})
    for name, files in zip(NAMES, BESIDE, strict=True)
]
TAKEN = [
    refused("the id of a course that is there", f"⟪id: neighbour\ntitle: Another\n{ITEMS}").but(
        outcome="either", place=None
    ),
    refused(
        "a skill's id that climbs",
        "title: T\nskills:\n  - skill: ⟪../x\n    items: [{id: a, ask: b, answer: c}]\n",
        "id",
    ),
    refused("an item's id that climbs", "title: T\nitems:\n  - {id: ⟪../x, ask: b, answer: c}\n", "id"),
    refused(
        "a unit's id that climbs",
        "title: T\nunits:\n  - unit: ⟪../x\n    skills: [{skill: s, items: [{id: a, ask: b, answer: c}]}]\n",
        "id",
    ),
    refused("a passage's id that climbs", f"{COURSE}passages: {{⟪../p: x}}\n").but(code=""),
    refused("a project's id that climbs", f"{COURSE}projects:\n  - {{id: ⟪../p, title: P, brief: B}}\n", "id"),
    refused("an old id that climbs", f"{COURSE}moved: {{⟪../../old: a}}\n").but(code="", outcome="either", place=None),
    refused(
        "a link to a program",
        f"title: T\nlesson:\n  - {{way: media, link: ⟪'javascript:alert(1)', alt: x}}\n{ITEMS}",
        "link-address",
    ),
    refused(
        "a link to a file",
        f"title: T\nlesson:\n  - {{way: media, link: ⟪'file:///etc/passwd', alt: x}}\n{ITEMS}",
        "link-address",
    ),
    refused(
        "a link with a name and password",
        f"title: T\nlesson:\n  - {{way: media, link: ⟪'https://bank.example@evil.example/', alt: x}}\n{ITEMS}",
        "link-address",
    ),
    refused(
        "a link in look-alike letters",
        f"title: T\nlesson:\n  - {{way: media, link: ⟪'https://bаnk.example/', alt: x}}\n{ITEMS}",
        "link-address",
    ),
    refused(
        "a link of three thousand letters",
        f"title: T\nlesson:\n  - {{way: media, link: ⟪'https://e.example/{'a' * 3_000}', alt: x}}\n{ITEMS}",
        "link-address",
    ),
    refused(
        "files of a program that climb out",
        "title: T\nitems:\n  - id: a\n    ask: b\n    code:\n      solution: 'x = 1'\n      tests: [{script: 'assert x'}]\n      files: {⟪../../x: y}\n",
    ).but(code=""),
    refused(
        "files of commands that climb out",
        "title: T\nitems:\n  - id: a\n    ask: b\n    shell:\n      solution: 'true'\n      check: 'true'\n      files: {⟪/etc/cron.d/x: y}\n",
    ).but(code=""),
    refused(
        "files of commands with a NUL in a name",
        'title: T\nitems:\n  - id: a\n    ask: b\n    shell:\n      solution: "true"\n      check: "true"\n      files: {⟪"a\\0b": y}\n',
    ).but(code=""),
    either("what a program needs is a path", f"needs: [../../bin/sh, /bin/rm, 'rm -rf /', '']\n{COURSE}"),
    either("two thousand programs are needed", "needs: [" + "gcc, " * 2_000 + f"gcc]\n{COURSE}"),
]


def _yaml(path: str) -> str:
    return path if path[0] in "'\"" else f"'{path}'"


ATTACKS = [
    *(refused(name, {"course.yaml": f"title: T\nunits:\n  - ⟪{_yaml(path)}\n"}) for name, path in PATHS.items()),
    *(refused(name, f"title: T\nid: ⟪{written}\n{ITEMS}") for name, written in IDS.items()),
    *named_files(),
    *FILES,
    *COURSES,
    *FOLDERS,
    *RUN,
    *TAKEN,
]
