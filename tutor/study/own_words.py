"""What a learner says of themselves: their name, what they like, how a task feels, how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs

from tutor.core.sureness import sureness
from tutor.present import sureness as words
from tutor.present.coaching import coached
from tutor.study import feeling, wishes
from tutor.study.desk import Desk

if TYPE_CHECKING:
    from tutor.core.insight.figures import Figures


class OwnWords:
    """The part of a session that is about the learner."""

    desk: Desk

    def name(self, called: str) -> None:
        """What the learner wants to be called."""
        wishes.name(self.desk, called)

    def prefer(self, ways: Sequence[str] | None = None, interests: Sequence[str] | None = None) -> None:
        """Ways of explaining and interests."""
        wishes.prefer(self.desk, ways, interests)

    def likes(self) -> tuple[list[str], list[str], list[str]]:
        """Ways that are liked, interests that are, and all that the courses have examples about."""
        learner, courses = self.desk.learner(), map(self.desk.course, self.desk.courses)
        topics = dict.fromkeys([*learner.interests, *(topic for course in courses for topic in course.interests)])
        return [*learner.ways], [*learner.interests], list(topics)[: wishes.MOST_LIKED]

    def feel(self, task: str, felt: str) -> dict[str, Any]:
        """How a task felt: easy, right or lost. Gives what it changes in words, and a skill to test out of, or ""."""
        found = feeling.feel(self.desk, task, felt)
        offers = [why.values["skill"] for why in found if why.code == "offer_test_out"]
        return {
            "reasons": [structs.asdict(why) for why in found],
            "sentence": " ".join(map(coached, found)),
            "test_out": offers[0] if offers else "",
        }

    def told(self) -> str:
        """What the learner's word about the last task changes, for a face that did not say it then; told once."""
        found, self.desk.told = self.desk.told, []
        return " ".join(map(coached, found))

    def calibration(self) -> dict[str, Any]:
        """How well the learner knows what they know: the figures, and a sentence once there is enough to go by."""
        found = sureness(self.desk.learner().sure)
        levels = [structs.asdict(level) for level in found.levels]
        return {"levels": levels, "brier": found.brier, "sentence": words.told(found)}

    def insight(self, name: str) -> Figures:
        """The figures of a question about one's own learning: see `tutor.study.insight` for its name."""
        from tutor.study.insight import insight

        return insight(self.desk, name)
