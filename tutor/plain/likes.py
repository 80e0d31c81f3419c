"""What a learner likes, by ear: ways of explaining and interests, told and said."""

from __future__ import annotations

from tutor.plain.sitting import Here, Sitting
from tutor.present.likes import WAYS, name_of, told
from tutor.study.trouble import StudyError

NOTHING = "nothing special"


def like(sitting: Sitting, here: Here, rest: str) -> bool:
    """Tell what is liked; with words, keep them: names of ways and interests with commas, best first."""
    ways, interests, topics = sitting.session.likes()
    if not rest:
        sitting.say(told(ways, interests))
        sitting.say(f"After :like, with commas, best first: {', '.join([*WAYS, *topics])}; or {NOTHING}.")
        return False
    said = [] if rest.casefold() == NOTHING else [part.strip() for part in rest.split(",") if part.strip()]
    named = [name_of(part) for part in said]
    strange = [part for part, way in zip(said, named, strict=True) if not way and part.casefold() not in topics]
    if strange:
        raise StudyError("bad_request", f"Nothing here is called “{strange[0][:40]}”; :like says what there is.")
    about = [part.casefold() for part, way in zip(said, named, strict=True) if not way]
    sitting.kept(lambda: sitting.session.prefer([way for way in named if way], about))
    sitting.say(told([way for way in named if way], about))
    return False
