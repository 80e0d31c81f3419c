"""`tutor export … --out -` is what another program reads: nothing but the file goes to standard output."""

import pytest
from typer.testing import CliRunner

from tutor.cli.app import app

PACK = (
    "format: 1\nid: tried\ntitle: Tried\nskills:\n  - skill: one\n    items:\n      - {id: a, ask: One?, answer: '1'}\n"
)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_export_to_the_screen_tells_its_account_beside_it(tmp_path, more):
    (tmp_path / "tried.yaml").write_text(PACK)
    ran = CliRunner().invoke(app, ["export", str(tmp_path / "tried.yaml"), "--to", "gift", "--out", "-", *more])
    assert "read" in ran.stderr
    assert "One?" in ran.stdout
    assert "written" not in ran.stdout
