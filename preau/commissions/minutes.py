"""What the pages and the minutes say of a sitting: who sat for which seat, point by point, votes with their reasons."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from preau.commissions import subjects
from preau.commissions.acts.frame import seats_called
from preau.commissions.members import COMPONENT_NAMES
from preau.commissions.models import AgendaItem, Attendance, Decision, Meeting, MinorityNote
from preau.commissions.notices import advisers_of
from preau.commissions.seats import Seat
from preau.foundation.documents.pdf import render_pdf
from preau.foundation.ui.dates import clock, full_date, long_date
from preau.foundation.ui.patterns import CountStep
from preau.foundation.ui.typography import plural

MINUTES = Path(__file__).resolve().parent / "typst" / "minutes.typ"
NOTICE = Path(__file__).resolve().parent / "typst" / "notice.typ"
Presence = Attendance.Presence


@dataclass(frozen=True)
class SeatRow:
    """A seat at a meeting: who holds it, who would replace him, what was answered, who sits."""

    attendance: Attendance
    seat: Seat | None

    @property
    def key(self) -> str:
        return str(self.attendance.pk)

    @property
    def name(self) -> str:
        return self.seat.effective.full_name if self.seat else self.attendance.seat.full_name

    @property
    def organisation(self) -> str:
        member = self.seat.effective if self.seat else self.attendance.seat
        return member.organisation or COMPONENT_NAMES[self.attendance.seat.component.number]

    @property
    def substitute(self) -> str:
        return self.seat.substitute.full_name if self.seat and self.seat.substitute else ""

    @property
    def replaced(self) -> bool:
        """Tell whether somebody sits in the place of the one who holds the seat."""
        sitting = self.attendance.sitting
        return sitting is not None and self.seat is not None and sitting.pk != self.seat.effective.pk

    @property
    def choice(self) -> str:
        """Return the present state, in the words of the buttons."""
        return "substitute" if self.replaced else self.attendance.presence

    @property
    def state(self) -> str:
        if self.replaced:
            return f"Remplacé par {self.attendance.sitting}"
        return self.attendance.get_presence_display()


def seat_rows(meeting: Meeting) -> list[SeatRow]:
    """Return every seat called to a meeting, in order of component and rank. Constant queries."""
    seats = {seat.first.pk: seat for seat in seats_called(meeting)}
    rows = meeting.attendances.select_related("seat__component", "sitting")
    return [SeatRow(row, seats.get(row.seat_id)) for row in rows]


@dataclass(frozen=True)
class DecisionView:
    """A vote as it is read: the words of its result, its counts, its reasons."""

    row: Decision
    steps: tuple[CountStep, ...]
    notes: tuple[MinorityNote, ...]
    subject: subjects.Shown | None

    @property
    def counts(self) -> str:
        row = self.row
        words = f"{row.in_favour} pour, {row.against} contre, {plural(row.abstentions, 'abstention')}"
        return f"{words}, {plural(row.blank, 'blanc ou nul', 'blancs ou nuls')}" if row.blank else words

    @property
    def tag(self) -> str:
        return {"adopted": "done", "rejected": "bad", "open": "wait"}.get(self.row.verdict, "")

    @property
    def is_open(self) -> bool:
        return self.row.verdict == Decision.Verdict.OPEN

    @property
    def is_settled(self) -> bool:
        return self.row.verdict not in {Decision.Verdict.OPEN, Decision.Verdict.WITHDRAWN}


@dataclass(frozen=True)
class ItemView:
    """A point of the agenda with its votes."""

    row: AgendaItem
    decisions: tuple[DecisionView, ...]
    subject: subjects.Shown | None

    @property
    def key(self) -> str:
        return str(self.row.pk)


def item_views(meeting: Meeting) -> list[ItemView]:
    """Return the agenda with its votes and minority notes. Constant queries, and one per kind of subject."""
    items = list(meeting.agenda.prefetch_related("decisions__minority_notes__authors"))
    votes = [decision for item in items for decision in item.decisions.all()]
    named = [(item.subject_type, item.subject_id) for item in items]
    about = subjects.shown([*named, *((vote.subject_type, vote.subject_id) for vote in votes)])
    return [
        ItemView(
            item,
            tuple(_view(vote, about.get((vote.subject_type, vote.subject_id))) for vote in item.decisions.all()),
            about.get((item.subject_type, item.subject_id)),
        )
        for item in items
    ]


def decision_view(decision: Decision) -> DecisionView:
    """Return one vote ready to read."""
    named = (decision.subject_type, decision.subject_id)
    return _view(decision, subjects.shown([named]).get(named))


def _view(decision: Decision, subject: subjects.Shown | None) -> DecisionView:
    steps = tuple(
        CountStep(None, step["text_fr"], step.get("article", ""), step.get("kind", "step")) for step in decision.steps
    )
    return DecisionView(decision, steps, tuple(decision.minority_notes.all()), subject)


def minutes_pdf(meeting: Meeting, created: datetime) -> bytes:
    """Return the minutes as PDF/A and PDF/UA: a draft until the CCA approved them."""
    title = f"Procès-verbal, {meeting.purpose}, {full_date(meeting.starts_at)}"
    return render_pdf(MINUTES, minutes_data(meeting), title, created)


def minutes_data(meeting: Meeting) -> dict[str, Any]:
    """Return what the template of the minutes shows, as plain JSON data: names, no address."""
    rows = seat_rows(meeting)
    here = [row for row in rows if row.attendance.presence == Presence.PRESENT]
    approved = meeting.minutes_approved_on
    return {
        **_heading(meeting),
        "status": f"Approuvé par la CCA le {full_date(approved)}" if approved else "Projet, à approuver par la CCA",
        "hours": _hours(meeting),
        "present": [[row.name, row.organisation] for row in here if not row.replaced],
        "replaced": [[str(row.attendance.sitting), f"remplace {row.name}"] for row in here if row.replaced],
        "excused": [[row.name, row.organisation] for row in rows if row.attendance.presence == Presence.EXCUSED],
        "absent": [[row.name, row.organisation] for row in rows if row.attendance.presence == Presence.ABSENT],
        "advisers": [[one.full_name, one.get_kind_display()] for one in advisers_of(meeting)],
        "count": f"{plural(len(here), 'siège représenté', 'sièges représentés')} sur {len(rows)}",
        "items": [_item(item) for item in item_views(meeting)],
        "notes": meeting.notes,
    }


def _heading(meeting: Meeting) -> dict[str, Any]:
    return {
        "zone": str(meeting.cca.zone),
        "whom": f"Sous-commission « {meeting.sub_committee} »" if meeting.sub_committee else "CCA",
        "purpose": meeting.purpose,
        "day": long_date(meeting.starts_at),
        "place": meeting.place,
    }


def _hours(meeting: Meeting) -> str:
    """Return when the sitting was opened and closed; recorded on another day, only when it was called."""
    opened, closed = meeting.opened_at, meeting.closed_at
    if opened is None or long_date(opened) != long_date(meeting.starts_at):
        return f"de {clock(meeting.starts_at)} à {clock(meeting.ends_at)}"
    if closed is None or long_date(closed) != long_date(opened):
        return f"ouverte à {clock(opened)}"
    return f"ouverte à {clock(opened)}, levée à {clock(closed)}"


def _item(item: ItemView) -> dict[str, Any]:
    return {
        "number": item.row.number,
        "kind": item.row.get_kind_display(),
        "title": item.row.title,
        "text": item.row.text,
        "minutes": item.row.minutes,
        "decisions": [_decision(one) for one in item.decisions if one.is_settled],
    }


def _decision(one: DecisionView) -> dict[str, Any]:
    return {
        "proposal": one.row.proposal,
        "subject": one.subject.label if one.subject else "",
        "verdict": one.row.get_verdict_display(),
        "counts": f"{one.counts} ; {one.row.present} présents sur {one.row.members} membres",
        "steps": [f"{step.sentence} ({step.article})" if step.article else step.sentence for step in one.steps],
        "notes": [[", ".join(str(author) for author in note.authors.all()), note.text] for note in one.notes],
    }


def notice_pdf(meeting: Meeting, created: datetime) -> bytes:
    """Return the notice as PDF/A and PDF/UA: when, where, the points, the working method."""
    items = meeting.agenda.all()
    data = {
        **_heading(meeting),
        "hours": f"de {clock(meeting.starts_at)} à {clock(meeting.ends_at)}",
        "method": meeting.method,
        "items": [[str(one.number), one.get_kind_display(), one.title, one.text] for one in items],
    }
    return render_pdf(NOTICE, data, f"Convocation, {meeting.purpose}, {full_date(meeting.starts_at)}", created)
