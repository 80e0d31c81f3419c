"""What a learner likes, by ear: ways of explaining and interests, told and said."""

from __future__ import annotations

from tutor.language import _
from tutor.plain.sitting import Here, Sitting
from tutor.present.likes import WAYS, name_of, told
from tutor.study.trouble import StudyError

NOTHING = "nothing special"


def like(sitting: Sitting, here: Here, rest: str) -> bool:
    """Tell what is liked; with words, keep them: names of ways and interests with commas, best first."""
    ways, interests, topics = sitting.session.likes()
    if not rest:
        sitting.say(told(ways, interests))
        sitting.say(
            _(
                "After :like, with commas, best first: {names}; or {nothing}.",
                names=", ".join([*WAYS, *topics]),
                nothing=NOTHING,
            )
        )
        return False
    said = [] if rest.casefold() == NOTHING else [part.strip() for part in rest.split(",") if part.strip()]
    named = [name_of(part) for part in said]
    strange = [part for part, way in zip(said, named, strict=True) if not way and part.casefold() not in topics]
    if strange:
        raise StudyError(
            "bad_request", _("Nothing here is called “{strange}”; :like says what there is.", strange=strange[0][:40])
        )
    about = [part.casefold() for part, way in zip(said, named, strict=True) if not way]
    sitting.kept(lambda: sitting.session.prefer([way for way in named if way], about))
    sitting.say(told([way for way in named if way], about))
    return False
