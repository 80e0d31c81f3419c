"""Pictures of every screen, to look at: `python tests/tui/screenshots.py FOLDER [NAME...] [--themes]`.

Each scene at 80×24, 120×40, 60×20 and 40×15, dark and light (with `--themes` in all), as SVG and as PNG (with cairosvg; Debian: libcairo2,
fonts-dejavu).
"""

import asyncio
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from tui_scenes import SCENES, scene  # noqa: E402

SIZES = ((80, 24), (120, 40), (60, 20), (40, 15))
THEMES = ("tutor-dark", "tutor-light")
EVERY = tuple(f"tutor-{name}" for name in ("dark", "light", "contrast", "colour-blind", "sepia", "terminal"))


async def picture(folder, name, size, theme):
    async with scene(name, size, theme) as user:
        svg = re.sub(r',\s*url\("[^"]*"\) format\("[^"]*"\)', "", user.app.export_screenshot(title="tutor"))
    path = folder / f"{name}-{size[0]}x{size[1]}-{theme.removeprefix('tutor-')}.svg"
    path.write_text(svg, encoding="utf-8")
    return path


def png(path):
    """The picture of an SVG. Fira Code lacks some of the signs, and cairosvg takes no second font."""
    import cairosvg

    svg = path.read_text(encoding="utf-8").replace("Fira Code", "DejaVu Sans Mono")
    cairosvg.svg2png(bytestring=svg.encode(), write_to=str(path.with_suffix(".png")))


async def main(folder, names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        for theme in EVERY if "--themes" in sys.argv else THEMES:
            for size in SIZES:
                path = await picture(folder, name, size, theme)
                png(path)
                print(path.with_suffix(".png"))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asyncio.run(main(Path(sys.argv[1]), [name for name in sys.argv[2:] if name != "--themes"]))
