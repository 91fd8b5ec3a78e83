"""What the page of an operator shows: its parts as a list of tasks, its places, its declarations zone by zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from msgspec import structs

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.models import Case
from preau.foundation.territory.models import Zone
from preau.foundation.ui.dates import in_days
from preau.law.words import counted, full_date
from preau.operators.access import can_edit_body
from preau.operators.bodies.acts.papers import Paper
from preau.operators.bodies.contacts import contacts_of, judged
from preau.operators.declaring.acts import PROCEDURE
from preau.operators.declaring.missing import Missing, missing_in
from preau.operators.declaring.versions import Draft
from preau.operators.description import Description, description_of
from preau.operators.models import (
    CareOperator,
    CarePlace,
    ContactPerson,
    DeclarationRevision,
    OperatorDeclaration,
    Recognition,
)

ENDS_SOON = timedelta(days=60)
# What is never said from here: it is not Préau's yet.
_UNSAID = frozenset({"staff_qualification", "no_place"})
_PAPERS = frozenset({"recognitions"})
# States in which the text declared last no longer stands, or never was: signing is what comes next.
_TO_SIGN = frozenset({"preparing", "noted", "to_correct"})


@dataclass(frozen=True)
class Part:
    """One line of the list: what it is, where it is done (nowhere: it is only read), its state and why."""

    title: str
    address: str
    tag: str
    kind: str = ""
    hint: str = ""

    @property
    def done(self) -> bool:
        return self.kind == "done"


@dataclass(frozen=True)
class Zoned:
    """One declaration: where it stands in the operator's words, what blocks it, whether it can be signed."""

    declaration: OperatorDeclaration
    case: Case
    blocking: tuple[Missing, ...]
    changed: bool

    @property
    def settled(self) -> bool:
        """Tell whether what was declared last still says everything."""
        return not self.changed and self.case.state_id not in _TO_SIGN

    @property
    def ready(self) -> bool:
        return not self.blocking and not self.settled and self.case.closed_at is None

    @property
    def words(self) -> str:
        return self.case.state.words.applicant

    @property
    def address(self) -> str:
        return reverse("operators:declare", args=[self.declaration.operator_id, self.declaration.zone.slug])


@dataclass(frozen=True)
class Hub:
    """The whole page of an operator, for who describes it."""

    operator: CareOperator
    parts: tuple[Part, ...]
    places: tuple[Part, ...]
    closed: int
    declarations: tuple[Zoned, ...]

    @property
    def left(self) -> int:
        """How many parts and places are still to complete."""
        return sum(1 for one in (*self.parts, *self.places) if not one.kind)


def hub_of(actor: Actor, operator: CareOperator) -> Hub:
    """Return the page of an operator; the same few queries however many places and zones it has."""
    text = description_of(operator, _zone_of(actor))
    missing = missing_in(text, actor.today, bool(operator.body.iban))
    contacts = contacts_of(operator, operator.body.contacts.all())
    places = tuple(_places(text, missing))
    return Hub(
        operator=operator,
        parts=tuple(_parts(actor, operator, text, missing, contacts)),
        places=places,
        closed=CarePlace.objects.visible_to(actor).filter(operator=operator).count() - len(places),
        declarations=tuple(_declarations(actor, operator, text, contacts)),
    )


def _zone_of(actor: Actor) -> Zone | None:
    """Return the zone a coordination describes: an operator may have places in others. None: all of them."""
    return actor.mandate.organisation.zone if actor.mandate and actor.role == Role.ATL_COORDINATOR else None


def _parts(
    actor: Actor, operator: CareOperator, text: Description, missing: Iterable[Missing], contacts: list[ContactPerson]
) -> Iterator[Part]:
    lacking = [one for one in missing if one.place is None and one.code not in _UNSAID]
    identity = [one for one in lacking if one.address_name == "identity"]
    itself = [one for one in lacking if one.address_name == "operator" and one.code not in _PAPERS]
    papers = [one for one in lacking if one.code in _PAPERS]
    project = [one for one in lacking if one.address_name == "project"]
    may = can_edit_body(actor, operator.body)
    yield _part("Décrire l’organisme", reverse("operators:identity") if may else "", identity)
    yield _part("Décrire l’opérateur", reverse("operators:operator_edit", args=[operator.pk]), itself)
    known, sentence = judged(contacts, actor.today)
    tag = counted(len(contacts), "personne", "personnes") if known else "À compléter"
    own = operator.body.organisation_id == actor.organisation_id
    where = reverse("operators:contacts") if own else ""
    yield Part("Dire qui contacter", where, tag, "done" if known else "", sentence)
    address = reverse("operators:papers", args=[operator.pk])
    yield _papers("Donner les agréments et reconnaissances", address, operator.recognitions.all(), actor.today, papers)
    yield _papers("Donner les assurances", f"{address}#assurances", operator.insurances.all(), actor.today)
    version = f"Version {text.project.number}" if text.project else "Décrit"
    yield _part("Écrire le projet d’accueil", reverse("operators:project", args=[operator.pk]), project, version)


def _part(title: str, address: str, missing: list[Missing], done: str = "Décrit") -> Part:
    if not missing:
        return Part(title, address, done, "done")
    more = f" Et {counted(len(missing) - 2, 'autre point', 'autres points')}." if len(missing) > 2 else ""
    return Part(title, address, "À compléter", hint=" ".join(one.sentence for one in missing[:2]) + more)


def _papers(title: str, address: str, rows: Iterable[Paper], today: date, missing: list[Missing] | None = None) -> Part:
    held = list(rows)
    near = ending(held, today)
    if near:
        return Part(title, address, end_words(near[0], today), "bad" if _over(near[0], today) else "soon")
    if held:
        return Part(title, address, counted(len(held), "papier", "papiers"), "done")
    return _part(title, address, missing) if missing else Part(title, address, "Facultatif", "quiet")


def ending(rows: Iterable[Paper], today: date) -> list[Paper]:
    """Return the papers that end within two months or have ended, the nearest first; none that another one follows."""
    held = list(rows)
    last: dict[tuple[int, str, str], date] = {}
    for row in held:
        last[_same(row)] = max(last.get(_same(row), date.min), row.valid_to or date.max)
    found = [row for row in held if row.valid_to and row.valid_to <= today + ENDS_SOON]
    return sorted((row for row in found if row.valid_to == last[_same(row)]), key=lambda row: row.valid_to or date.max)


def end_words(row: Paper, today: date) -> str:
    """Return « expire dans 40 jours », « a expiré le 3 mai 2026 »; empty for a paper without end."""
    if row.valid_to is None:
        return ""
    return f"A expiré le {full_date(row.valid_to)}" if _over(row, today) else f"Expire {in_days(row.valid_to, today)}"


def _over(row: Paper, today: date) -> bool:
    return row.valid_to is not None and row.valid_to < today


def _same(row: Paper) -> tuple[int, str, str]:
    """Return what a paper is about: a renewal has the same."""
    named = (row.kind, row.label) if isinstance(row, Recognition) else (row.cover, "")
    return (row.operator_id, *named)


def _places(text: Description, missing: Iterable[Missing]) -> Iterator[Part]:
    by_place: dict[int | None, list[Missing]] = {}
    for one in missing:
        by_place.setdefault(one.place, []).append(one)
    for place in text.places:
        found = by_place.get(place.key, [])
        where = place.locality or ""
        periods = counted(len(place.periods), "période", "périodes")
        capacity = counted(place.capacity, "place", "places") if place.capacity is not None else ""
        hint = ", ".join(words for words in (where, capacity, periods) if words)
        tag = f"{counted(len(found), 'point', 'points')} à compléter" if found else "Décrit"
        address = reverse("operators:place", args=[place.key])
        yield Part(place.name, address, tag, "" if found else "done", hint)


def _declarations(
    actor: Actor, operator: CareOperator, text: Description, contacts: list[ContactPerson]
) -> Iterator[Zoned]:
    seen, today = operator.declarations.visible_to(actor), actor.today
    rows = list(seen.select_related("zone").prefetch_related("zone__members__municipality"))
    cases, last = cases_of(rows), _last_revisions(rows)
    known, sentence = judged(contacts, today)
    for declaration in rows:
        case = cases.get(declaration.pk)
        if case is None:
            continue
        there = {member.municipality.nis for member in declaration.zone.members.all()}
        own = structs.replace(text, places=tuple(place for place in text.places if place.nis in there))
        blocking = tuple(one for one in missing_in(own, today, bool(operator.body.iban)) if one.blocking)
        if not known and not any(one.code == "contact" for one in blocking):
            blocking += (Missing("contact", sentence, "contacts", blocking=True),)
        revision = last.get(declaration.pk)
        changed = revision is None or not Draft(own, operator.body.iban).same_as(revision)
        yield Zoned(declaration, case, blocking, changed)


def cases_of(declarations: Iterable[OperatorDeclaration]) -> dict[int, Case]:
    """Return the cases of these declarations, by declaration: one query."""
    keys = [declaration.pk for declaration in declarations]
    label = OperatorDeclaration._meta.label_lower
    rows = Case.objects.filter(procedure_id=PROCEDURE, subject_type=label, subject_id__in=keys)
    return {case.subject_id: case for case in rows}


def _last_revisions(declarations: list[OperatorDeclaration]) -> dict[int, DeclarationRevision]:
    rows = DeclarationRevision.objects.filter(declaration__in=declarations).order_by("declaration", "number")
    return {row.declaration_id: row for row in rows}
