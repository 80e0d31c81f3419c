"""All attack packs and archives by name, and which of them this run takes whole."""

from __future__ import annotations

import os
import time

import attack_archives
import attack_bombs
import attack_given
import attack_meaning
import attack_places
import attack_texts
import attack_yaml
from attack import each

ARCHIVES = each(attack_archives.ATTACKS)
PACKS = each(
    attack_bombs.ATTACKS,
    attack_yaml.ATTACKS,
    attack_texts.ATTACKS,
    attack_places.ATTACKS,
    attack_meaning.ATTACKS,
    attack_given.ATTACKS,
)
ALL = {**PACKS, **{f"archive: {name}": attack for name, attack in ARCHIVES.items()}}
EVERY = os.environ.get("ATTACKS") == "all"
DAY = int(os.environ.get("ATTACKS_DAY", time.time() // 86_400))
