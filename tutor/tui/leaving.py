"""What happens between Ctrl+Q and the end: keys that were pressed before it are done with first."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

LOOK = 0.004
"""Seconds between two looks at whether anything is still going on. Tunable (0.001..0.02)."""
STILL = 3
"""Looks in a row that find nothing, before it is believed: a message begets another. Tunable (2..10)."""
LONGEST = 2.0
"""Seconds after which the program ends all the same. Tunable (0.5..5)."""


async def leave(app: TutorApp) -> None:
    """Let the keys before this one do their work, put on disk what is being written, and end the program."""
    with suppress(TimeoutError):
        await asyncio.wait_for(_stillness(app), LONGEST)
    await app.save()
    if not app._exit:  # what was done may have ended it with a status of its own
        app.exit(0)


async def _stillness(app: TutorApp) -> None:
    still = 0
    while still < STILL:
        await asyncio.sleep(LOOK)
        still = 0 if _stirs(app) else still + 1


def _stirs(app: TutorApp) -> bool:
    """Whether a message waits, or the session is asked for something; a learner's program is not waited for."""
    if getattr(app.screen, "running", False):
        return False
    pumps = (app, *app.screen_stack, *app.screen.walk_children())
    return app.study.is_asked or any(pump.message_queue_size for pump in pumps)
