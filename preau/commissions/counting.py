"""The two meetings of the calendar year, counted as the law counts them, and what is at stake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from preau.commissions.models import Cca, Meeting, MeetingStatus
from preau.foundation.ui.patterns import CountStep
from preau.law.composition.facts import Fact
from preau.law.meetings import CcaMeetings, CcaMeetingsQuestion, cca_meetings
from preau.law.meetings import Meeting as Counted

_HELD = {MeetingStatus.HELD: Fact.YES, MeetingStatus.CANCELLED: Fact.NO}
_STRENGTH = (Fact.NO, Fact.UNKNOWN, Fact.YES)
_TAGS = {"met": ("done", "Obligation remplie"), "in_time": ("wait", "Encore à temps")}
_TAGS |= {"missed": ("bad", "Obligation manquée"), "unknown": ("", "À vérifier")}


@dataclass(frozen=True)
class YearCount:
    """What the law answers for a calendar year, ready to show."""

    year: int
    answer: CcaMeetings

    @property
    def tag(self) -> tuple[str, str]:
        """The kind of tag, and its words."""
        return _TAGS[self.answer.verdict]

    @property
    def at_risk(self) -> bool:
        """Tell whether the coordination subsidy is at stake and not every meeting is planned."""
        return self.answer.verdict == "missed" or (self.answer.verdict == "in_time" and self.answer.to_plan > 0)

    @property
    def steps(self) -> tuple[CountStep, ...]:
        return tuple(CountStep(one.day, one.text_fr, one.article, one.kind) for one in self.answer.steps)


def count_of(cca: Cca, meetings: Iterable[Meeting], year: int, day: date) -> YearCount:
    """Ask the law about a year. Two meetings of one day count once; a sub-committee's do not count."""
    facts: dict[date, Fact] = {}
    for meeting in meetings:
        if not meeting.counts or meeting.day.year != year:
            continue
        held = _held(meeting, day)
        when = meeting.day
        facts[when] = max(facts.get(when, Fact.NO), held, key=_STRENGTH.index)
    question = CcaMeetingsQuestion(
        year=year,
        day=day,
        meetings=tuple(Counted(day=when, held=held) for when, held in sorted(facts.items())),
        first_meeting=cca.first_meeting_on,
        commission_informed=cca.commission_informed_on,
    )
    return YearCount(year, cca_meetings(question))


def _held(meeting: Meeting, day: date) -> Fact:
    """Return whether a meeting took place: not known for one whose day has come and whose sitting is not closed."""
    known = _HELD.get(MeetingStatus(meeting.status))
    if known is not None:
        return known
    return Fact.UNKNOWN if meeting.day <= day else Fact.YES
