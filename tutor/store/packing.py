"""How an event's data lies in the file: its JSON, deflated against a dictionary of what such JSON looks like.

Field names make up most of an event, so this is a third of the size. The chain covers the JSON itself, so a later
program may pack in another way (another first byte) without breaking it; data that starts with `{` is plain JSON.
"""

from __future__ import annotations

import zlib

_DICTIONARY = 1
_WORDS = (
    b'{"event":"met","course":"","version":"1.0.0","content_hash":"","skills":[{"id":"","requires":[""],"covers":{"":0.5},'
    b'"remember":"skill","threshold":0.9,"quiz":5,"passing":0.8,"lesson_blocks":3,"item_count":12},'
    b'{"event":"placement_started","courses":[""],"minutes":10.0}{"event":"placement_ended","credited":[""]}'
    b'{"event":"handed_in","piece":"","project":"","skills":[""],"text":"words:","criteria":[2,1],"top":true}'
    b'{"event":"goal_set","goal":"","skills":[""],"date":"2026-12-31","minutes_a_day":20,"days":["mon","tue","wed"]}'
    b'{"event":"preferred","ways":["example","words","plain","picture","steps"],"interests":[""]}{"event":"named"}'
    b'{"event":"noted","about":"","text":"words:"}{"event":"felt","item":"","feel":"lost"}{"feel":"easy"}'
    b'{"event":"disputed","item":"","rev":1,"response":"","text":"words:","course_version":"1.0.0"}'
    b'{"event":"suspended","item":"","until":"2026-12-31"}{"event":"resumed","item":""}{"event":"opened","skill":""}'
    b'{"event":"quiz_started","skill":"","size":3,"need":3,"test_out":true}{"event":"undone","id":""}'
    b'{"event":"explained","skill":"","block":1,"way":"example","task_item":""}'
    b'{"event":"lesson_seen","skill":"","block":0,"way":"words","step":1,"response":"","correct":true,"seconds":14.2}'
    b'"type":"sql""type":"shell""type":"essay""type":"parts""type":"regex""type":"order""type":"match""type":"sort"'
    b'"type":"code","type":"formula","type":"true_false","response":true,"response":false,"response":null,"response":["'
    b'"type":"cloze","type":"recall","type":"number","response":"","text":"words:","score":0.0,"correct":false,'
    b'"rating":"again","attempt":2,"opportunity":1,"hints":1,"confidence":2,"misconception":"","explanation":"example"'
    b'"also":[""],"group":"","skipped":true,"quiz":"","remedy_for":""},"kind":"lesson","kind":"place","kind":"challenge",'
    b'"kind":"quiz","kind":"remedy","kind":"learn","type":"answer","response":"","rating":"easy","rating":"hard",'
    b'"course_version":"1.0.0","course_hash":"","guess":0.03,"difficulty":2,"guess":0.5'
    b'{"event":"answered","item":"","skill":"","rev":2,"seed":1,"kind":"review","type":"choices","response":"",'
    b'"score":1.0,"correct":true,"rating":"good","opportunity":10,"seconds":8.5,"confidence":3,"explanation":"words",'
    b'"course_version":"1.0.0","course_hash":"","guess":0.25}'
)
"""The words of dictionary 1. Files are read with it: it must never change."""


_PRESS = zlib.compressobj(6, zlib.DEFLATED, -13, 4, zlib.Z_DEFAULT_STRATEGY, _WORDS)
"""Ready with the dictionary; copying it takes half the time of making it. Any deflate can be read back."""


class DamagedData(ValueError):
    """Bytes that were never written by `pack`."""


def pack(json: bytes) -> bytes:
    """The bytes for the file."""
    press = _PRESS.copy()
    packed = press.compress(json) + press.flush()
    return bytes([_DICTIONARY]) + packed if len(packed) < len(json) else json


def unpack(data: bytes, limit: int = 10_000_000) -> bytes:
    """The JSON again, at most `limit` bytes. Raises `DamagedData`."""
    if not isinstance(data, bytes):  # what SQLite gives where a row's types are damaged
        raise DamagedData("no bytes")
    if data[:1] == b"{":
        return data
    if data[:1] != bytes([_DICTIONARY]):
        raise DamagedData("packed in an unknown way")
    press = zlib.decompressobj(-15, _WORDS)
    try:
        json = press.decompress(data[1:], limit)
    except zlib.error as error:
        raise DamagedData(str(error)) from error
    if not press.eof or press.unused_data:
        raise DamagedData("cut off, or too long")
    return json
