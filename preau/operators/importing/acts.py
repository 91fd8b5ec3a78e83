"""What is done with a list: received, answered, taken over whole, dropped."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404

from preau.foundation.accounts import acts as accounts
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.documents.api import FileRefused, discard, receive
from preau.foundation.journal.api import record
from preau.foundation.territory.api import zone_of
from preau.foundation.territory.models import Zone
from preau.foundation.ui.versions import NotNow, Stale
from preau.operators.access import can_add_operator, can_describe
from preau.operators.declaring.acts import begin
from preau.operators.description import PlaceText, place_text
from preau.operators.exchange.checking import problem_in
from preau.operators.importing.access import zone_acted_for
from preau.operators.importing.matching import NEW, OperatorChoice, Plan, plan_of
from preau.operators.importing.merging import merged
from preau.operators.importing.proposal import NotAList, Proposal, kept
from preau.operators.importing.reader import read_list
from preau.operators.models import CareOperator, CarePlace, ListImport, OrganisingBody
from preau.operators.writing import write_place, write_places

PURPOSE = "operators.list"
NO_ZONE = "Dites d’abord où est votre organisme, ou déclarez un premier lieu : une liste vaut pour une zone."
ALREADY = "Cette liste est déjà reprise."
GIVEN_UP = "Cette liste a été abandonnée : envoyez le classeur à nouveau."
NO_FILE = "Le classeur n’est plus gardé : envoyez-le à nouveau pour changer ce qu’il veut dire."
CHOICES = ("operator:", "place:", "commune:", "name:")  # answers about what becomes of it, not about what it means
_IDENTITY = ("enterprise_number", "legal_form", "street", "postal_code", "locality", "person_in_charge")
_BODY = (*_IDENTITY, "phone", "email", "website")
_OPERATOR = (
    *("kind", "phone", "email", "website", "in_cle", "wants_approval", "subsidies"),
    *("informs_by_website", "informs_by_rules"),
)


def receive_list(actor: Actor, upload: UploadedFile) -> ListImport:
    """Receive a list, read it, and keep what was read until it is settled; a file without a list is not kept.

    Raises Forbidden, NotNow, FileRefused, NotAList.
    """
    zone = zone_acted_for(actor)
    if zone is None:
        raise NotNow(NO_ZONE)
    received = receive(actor, upload, PURPOSE)
    try:
        proposal = read_list(received.content(), received.original_name)
    except (FileRefused, NotAList):
        discard(actor, received)
        raise
    with transaction.atomic():
        row = ListImport.objects.create(
            organisation_id=received.organisation_id,
            zone=zone,
            file=received,
            file_name=received.original_name,
            proposal=proposal.plain(),
            created_at=actor.now,
            created_by_id=received.uploaded_by_id,
        )
        record(actor, "operators.receive_list", row, {"file": received.original_name, "places": len(proposal.places)})
    return row


def answer(actor: Actor, list_id: int, version: int, given: Mapping[str, str]) -> ListImport:
    """Keep answers; the list is read again when one of them is about what it means. Raises Http404, Stale, NotNow."""
    with transaction.atomic():
        row = _open(actor, list_id, version)
        changed = {key for key, value in given.items() if row.answers.get(key) != value}
        if changed:
            _keep(row, {**row.answers, **given}, again=not all(key.startswith(CHOICES) for key in changed))
    return row


def begin_again(actor: Actor, list_id: int, version: int) -> ListImport:
    """Forget the answers given, and read the list as at first. Raises Http404, Stale, NotNow."""
    with transaction.atomic():
        row = _open(actor, list_id, version)
        if row.answers:
            _keep(row, {}, again=True)
    return row


def _keep(row: ListImport, answers: dict[str, str], again: bool) -> None:
    if again:
        if row.file is None:
            raise NotNow(NO_FILE)
        before, now = kept(row.proposal), read_list(row.file.content(), row.file_name, answers)
        row.proposal = now.plain()
        if _names_in(before) != _names_in(now):  # the choices were about other lines
            answers = {key: value for key, value in answers.items() if not key.startswith(CHOICES)}
    row.answers = answers
    row.version += 1
    row.save(update_fields=["answers", "proposal", "version"])


def _names_in(proposal: Proposal) -> list[tuple[str, str, str]]:
    operators = [(one.id, one.name, one.cell) for one in proposal.operators]
    return operators + [(place.id, place.text.name, place.cell) for place in proposal.places]


def drop(actor: Actor, list_id: int) -> None:
    """Give a list up, and its file with it; a second time changes nothing. Raises Http404, NotNow."""
    with transaction.atomic():
        row = _locked(actor, list_id)
        if row.dropped_at is not None:
            return
        if row.settled_at is not None:
            raise NotNow(ALREADY)
        file, row.file, row.dropped_at, row.proposal, row.answers = row.file, None, actor.now, {}, {}
        row.save(update_fields=["file", "dropped_at", "proposal", "answers"])
        record(actor, "operators.drop_list", row, {"file": row.file_name})
    if file is not None and file.uploaded_by_id == actor.person_id:
        discard(actor, file)


def settle(actor: Actor, list_id: int, version: int) -> ListImport:
    """Write all that the list says and the person chose, in one go; once taken over, a second click finds it done.

    Raises Http404, Stale when somebody answered since, NotNow when something is still to choose.
    """
    with transaction.atomic():
        row = _locked(actor, list_id)
        if row.settled_at is not None:
            return row
        _check(row, version)
        proposal = kept(row.proposal)
        plan = plan_of(actor, row.zone, proposal, row.answers)
        if proposal.questions:
            raise NotNow("Répondez d’abord aux questions sur ce que la liste veut dire.")
        if plan.undecided:
            raise NotNow("Choisissez d’abord ce que deviennent les lignes en doute.")
        if not plan.operators_taken:
            raise NotNow("Aucune ligne n’est à reprendre : il n’y a rien à écrire.")
        written = _Writer(actor, row).write(plan)
        row.settled_at, row.proposal, row.answers = actor.now, {}, {}  # the journal tells what came of it
        row.save(update_fields=["settled_at", "proposal", "answers"])
        record(actor, "operators.settle_list", row, {"file": row.file_name, **written})
    return row


def _locked(actor: Actor, list_id: int) -> ListImport:
    rows = ListImport.objects.visible_to(actor).select_related("zone", "file")
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=list_id).first()
    if row is None:
        raise Http404("list")
    return row


def _open(actor: Actor, list_id: int, version: int) -> ListImport:
    row = _locked(actor, list_id)
    if row.settled_at is not None:
        raise NotNow(ALREADY)
    _check(row, version)
    return row


def _check(row: ListImport, version: int) -> None:
    if row.dropped_at is not None:
        raise NotNow(GIVEN_UP)
    if row.version != version:
        raise Stale(row.version)


class _Writer:
    """Writes the operators and places of one list; the transaction, the lock and the choices are the act's."""

    def __init__(self, actor: Actor, row: ListImport) -> None:
        self.actor, self.row = actor, row
        house = actor.mandate.organisation if actor.mandate is not None else None
        self.own = house if house is not None and house.kind == OrganisationKind.OPERATOR else None
        self.bodies: dict[str, OrganisingBody] = {}
        self.zones: dict[str, Zone | None] = {}

    def write(self, plan: Plan) -> dict[str, int]:
        """Write; return how many operators, new places and places written over."""
        made: list[tuple[CareOperator, PlaceText]] = []
        over = 0
        for choice in plan.operators_taken:
            operator = self._operator(choice)
            new, old = self._begin(operator, choice), self._over(operator, choice)
            made += new
            over += old
            payload = {"list": self.row.pk, "new": [text.name for _, text in new], "over": old}
            record(self.actor, "operators.receive_places", operator, payload)
        write_places(made, self.actor.now, received_from=self.row.file_name)
        return {"operators": len(plan.operators_taken), "new": len(made), "over": over}

    def _operator(self, choice: OperatorChoice) -> CareOperator:
        if choice.chosen == NEW:
            return self._new(choice)
        rows = CareOperator.objects.visible_to(self.actor).values("pk")
        held = CareOperator.objects.select_related("body__organisation").filter(pk__in=rows)
        operator = held.select_for_update(of=("self",), no_key=True).filter(pk=int(choice.chosen)).first()
        if operator is None:
            raise Http404("operator")
        require(can_describe(self.actor, operator))
        if not self.own:
            self._complete(operator.body, choice.read.body, _BODY)
        self._complete(operator, choice.read, _OPERATOR)
        return operator

    def _new(self, choice: OperatorChoice) -> CareOperator:
        require(can_add_operator(self.actor))
        body = self._body(choice)
        operator, begun = CareOperator.objects.get_or_create(
            body=body,
            name=choice.name,
            defaults={
                "received_from": self.row.file_name,
                "received_at": self.actor.now,
                "updated_at": self.actor.now,
                **{name: getattr(choice.read, name) for name in _OPERATOR},
            },
        )
        if begun:
            record(self.actor, "operators.add_operator", operator, {"list": self.row.pk, "name": choice.name})
        begin(self.actor, operator, self.row.zone)
        return operator

    def _body(self, choice: OperatorChoice) -> OrganisingBody:
        """Return the body of a new operator: one's own, the house of that name that nobody acts for, or a new one.

        Its own identity a body writes on its page, not by a list that may tell of others.
        """
        if self.own is not None:
            return OrganisingBody.objects.get_or_create(organisation=self.own, defaults={"updated_at": self.actor.now})[
                0
            ]
        told = choice.read.body
        name = told.name or choice.name
        key = told.enterprise_number or name
        if key not in self.bodies:
            house = choice.house
            if house is None:
                try:
                    house = accounts.found_organisation(self.actor, OrganisationKind.OPERATOR, name, self.row.zone)
                except ValidationError as wrong:
                    raise NotNow(f"« {name} » : {' '.join(wrong.messages)}") from None
            values = {"updated_at": self.actor.now, **{name: getattr(told, name) for name in _BODY}}
            body, begun = OrganisingBody.objects.get_or_create(organisation=house, defaults=values)
            if not begun:
                self._complete(body, told, _BODY)
            self.bodies[key] = body
        return self.bodies[key]

    def _complete(self, row: OrganisingBody | CareOperator, told: object, names: tuple[str, ...]) -> None:
        """Write what the list says where nothing was known."""
        known = [name for name in names if getattr(row, name) in {None, ""} and getattr(told, name) not in {None, ""}]
        if known:
            for name in known:
                setattr(row, name, getattr(told, name))
            row.updated_at = self.actor.now
            row.save(update_fields=[*known, "updated_at"])

    def _begin(self, operator: CareOperator, choice: OperatorChoice) -> list[tuple[CareOperator, PlaceText]]:
        """Begin the declarations to the zones of the places taken; return the new ones."""
        for nis in {place.nis for place in choice.places if place.taken}:
            if nis not in self.zones:
                self.zones[nis] = zone_of(nis, self.actor.today)
            zone = self.zones[nis]
            if zone is None:
                raise NotNow("Une commune de cette liste n’existe plus : choisissez celle d’aujourd’hui.")
            if choice.chosen != NEW or zone != self.row.zone:
                begin(self.actor, operator, zone)
        new = [checked(place.text) for place in choice.places if place.chosen == NEW]
        _check_references(operator, new)
        return [(operator, text) for text in new]

    def _over(self, operator: CareOperator, choice: OperatorChoice) -> int:
        """Write over the places that are the same as one known; return how many."""
        told = {int(place.chosen): place.text for place in choice.places if place.chosen.isdecimal()}
        rows = CarePlace.objects.open().filter(operator=operator, pk__in=told).select_for_update(no_key=True)
        held = rows.prefetch_related(
            "transfers", "closures", "reductions", "periods__hours", "periods__activities", "periods__fees__activity"
        )
        places = list(held)
        if len(places) < len(told):
            raise NotNow("Un lieu choisi n’est plus ouvert : choisissez à nouveau.")
        for place in places:
            text = checked(merged(place_text(place), told[place.pk]))
            _check_references(operator, [text], but=place)
            write_place(operator, text, self.actor.now, place, received_from=self.row.file_name)
        return len(places)


def _check_references(operator: CareOperator, texts: Sequence[PlaceText], but: CarePlace | None = None) -> None:
    """Raise NotNow for a place that bears the identifier of another of its operator, be it closed."""
    told = [text.external_id for text in texts if text.external_id]
    others = operator.places.exclude(pk=but.pk) if but else operator.places.all()
    held = set(others.filter(external_id__in=told).values_list("external_id", flat=True)) if told else set()
    for text in texts:
        if text.external_id and (text.external_id in held or told.count(text.external_id) > 1):
            raise NotNow(
                f"« {text.name} » : l’identifiant « {text.external_id} » est celui d’un autre lieu de cet opérateur, "
                "ouvert ou fermé. Donnez-en un autre dans la liste, ou choisissez ce lieu."
            )


def checked(text: PlaceText) -> PlaceText:
    """Return a place that can be written. Raises NotNow with what stands in the way."""
    problem = problem_in(text)
    if problem is not None:
        raise NotNow(f"« {text.name} » : {problem.message}")
    return text
