"""The form of a training and the page that shows it before saving: the same to enter one and to correct one.

Nothing is kept between the two pages but the certificate: all that was typed travels in the form.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import FileRefused, ReceivedFile
from preau.foundation.ui.messages import done
from preau.law.words import counted
from preau.staff.api import Colleague
from preau.training.certificates.comparing import bare
from preau.training.certificates.pacing import check_pace
from preau.training.entry import acts
from preau.training.entry.acts import Changed, EntryRefused, judged
from preau.training.entry.choosing import alike, slips
from preau.training.entry.encoding import taken_for
from preau.training.entry.forms import EntryForm
from preau.training.entry.papers import Checked, Paper, carried, checked, read_paper, received
from preau.training.entry.presenting import labelled
from preau.training.entry.typed import NewEntry, Problem
from preau.training.models import Status, TrainingEntry, TrainingModule

# What only draws the form anew: a day more, hours of each person or of all, back from the page that checks.
REDRAWN = frozenset({"jour", "chacun", "commun", "modifier"})
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "step", "same_day"})
TWO_TRAININGS = "Cochez que ce sont bien deux formations différentes, ou changez le jour."
CHANGED = (
    "Quelqu’un a corrigé cette formation depuis que cette page est ouverte. Relisez ce qui suit, puis enregistrez à "
    "nouveau : ce que vous avez écrit est encore là."
)


@dataclass(frozen=True)
class Subject:
    """What is entered: a module of the catalogue, or « Autre » (None) searched with `words`; the entry corrected."""

    module: TrainingModule | None
    words: str = ""
    entry: TrainingEntry | None = None

    @property
    def is_other(self) -> bool:
        return self.module is None

    @property
    def refused(self) -> bool:
        """Tell whether ONE refused it, or its body: its hours will be seen and not count."""
        rows = (self.module, self.module.provider.root or self.module.provider) if self.module else ()
        return any(one.status == Status.REFUSED for one in rows)

    @property
    def certificate(self) -> ReceivedFile | None:
        return self.entry.certificate if self.entry else None

    @property
    def address(self) -> str:
        """Return where the form is sent."""
        if self.entry is not None:
            return reverse("training:entry_correct", args=[self.entry.pk])
        query = {"module": self.module.pk} if self.module else {"autre": 1, "mots": self.words}
        return f"{reverse('training:entry_new')}?{urlencode(query)}"


@dataclass(frozen=True)
class Said:
    """A form that holds together, with its certificate beside what was typed."""

    request: Request
    subject: Subject
    form: EntryForm
    new: NewEntry
    checked: Checked

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return all that was typed, to be carried by the page that shows it."""
        data = cast(QueryDict, self.form.data)
        return [(name, value) for name in data if name not in NOT_CARRIED for value in data.getlist(name)]

    @property
    def people(self) -> list[tuple[Colleague, str]]:
        """Return who followed it, with her hours of each day in words."""
        parts = self.new.parts
        return [
            (one, " + ".join(_amount(parts[one.person_id].get(day)) for day in self.new.days))
            for one in self.form.ticked()
            if one.person_id in parts
        ]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return labelled(self.checked.kept())

    @cached_property
    def module_id(self) -> int | None:
        """Return the root of the module entered; None for words nobody typed before."""
        if self.subject.module is not None:
            return self.subject.module.root_id
        known = taken_for(self.new.other) if self.new.other else None
        return known.module.root_id if known else None


def _amount(hours: Decimal | None) -> str:
    return counted(bare(hours), "heure", "heures") if hours else "absente"


def show(request: Request, subject: Subject, form: EntryForm, status: int = 200) -> HttpResponse:
    """Show the form."""
    paper = carried(str(form["paper"].value() or ""))
    context = {"form": form, "subject": subject, "paper": paper}
    return render(request, "training/entry/form.html", context, status=status)


def posted(request: Request, subject: Subject, team: list[Colleague]) -> HttpResponse:
    """Answer a form sent: drawn anew, given back with what to correct, shown before saving, or saved."""
    paper, wrong = _paper(request, subject)
    data = request.POST.copy()
    data["paper"] = paper.signed() if paper else ""
    form = EntryForm(team, subject.is_other, data)
    step = data.get("step", "")
    if step in REDRAWN and not wrong:
        return show(request, subject, form.redrawn(step))
    if wrong or not form.is_valid():
        return _back(request, subject, form, [Problem("certificate", wrong)] if wrong else [])
    new = _new(request.POST, subject, form, paper)
    findings = checked(paper, new, form.ticked(), subject.module)
    said = Said(request, subject, form, new, findings)
    return _save(said) if step == "enregistrer" else _check(said)


def _paper(request: Request, subject: Subject) -> tuple[Paper | None, str]:
    """Return the certificate just sent, else the one carried or recorded; and what is wrong with the one just sent."""
    upload = request.FILES.get("certificate")
    before = carried(request.POST.get("paper", ""))
    try:
        if upload is not None:
            return received(request.actor, upload), ""
        if before is None and subject.certificate is not None:
            check_pace(request.actor, subject.certificate.original_name)
            return read_paper(subject.certificate), ""
    except FileRefused as refusal:
        return before, str(refusal)
    return before, ""


def _new(data: QueryDict, subject: Subject, form: EntryForm, paper: Paper | None) -> NewEntry:
    return form.typed(
        subject.module.pk if subject.module else None,
        certificate_id=paper.file_id if paper else None,
        same_day=data.get("same_day") == "on",
    )


def _back(request: Request, subject: Subject, form: EntryForm, problems: list[Problem]) -> HttpResponse:
    """Give the form back with what was typed and what to correct."""
    for one in problems:
        field = {"days": "day_0", "hours": "hours_0"}.get(one.field, one.field)
        form.add_error(field if field in form.fields else None, one.sentence)
    form.already = tuple(dict.fromkeys(name for one in problems for name in one.names))
    return show(request, subject, form, 422)


def _check(said: Said, problem: str = "") -> HttpResponse:
    """Show all that was typed, beside what the certificate says, before anything is saved."""
    actor, other = said.request.actor, said.new.other
    problems, warnings = judged(actor, said.new, said.module_id, said.subject.entry)
    if problems:
        return _back(said.request, said.subject, said.form, problems)
    context = {
        "said": said,
        "warnings": warnings,
        "problem": problem,
        "alike": alike(other, said.new.hours) if other and said.subject.entry is None else [],
        "slips": slips(other) if other else [],
    }
    return render(said.request, "training/entry/check.html", context, status=422 if problem else 200)


def _save(said: Said) -> HttpResponse:
    try:
        entry = _written(said)
    except EntryRefused as refusal:
        if [one.field for one in refusal.problems] == ["same_day"]:
            return _check(said, TWO_TRAININGS)
        return _back(said.request, said.subject, said.form, refusal.problems)
    except Changed as changed:
        cast(QueryDict, said.form.data)["version"] = str(changed.version)
        return _back(said.request, said.subject, said.form, [Problem("", CHANGED)])
    people = counted(len(said.new.parts), "personne", "personnes")
    done(said.request, f"Formation {'corrigée' if said.subject.entry else 'saisie'} pour {people}.")
    return redirect("training:entry", entry.pk)


def _written(said: Said) -> TrainingEntry:
    actor, new, entry = said.request.actor, said.new, said.subject.entry
    findings = said.checked.kept()
    if entry is None:
        return acts.record_entry(actor, new, findings)
    version = said.form.cleaned_data["version"]
    return acts.correct_entry(actor, entry.pk, version if version is not None else -1, new, findings)
