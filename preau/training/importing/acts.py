"""What is done with a list: received, answered, taken over at once, dropped."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.documents.api import FileRefused, discard, receive
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow, Stale
from preau.staff.access import can_register
from preau.staff.models import StaffImport
from preau.training.importing.elsewhere import ask_them, known_elsewhere, look_then_go_on, remember
from preau.training.importing.exporting import exported
from preau.training.importing.matching import NEW, Plan, plan_of
from preau.training.importing.proposal import NotAList, Proposal, kept
from preau.training.importing.reader import read_list
from preau.training.importing.writing import Writer

PURPOSE = "staff.list"
ALREADY = "Cette liste est déjà reprise."
GIVEN_UP = "Cette liste a été abandonnée : envoyez le classeur à nouveau."
NO_FILE = "Le classeur n’est plus gardé : envoyez-le à nouveau pour changer ce qu’il veut dire."
UNDECIDED = "Dites d’abord qui sont les personnes en doute : déjà connues, ou nouvelles."
CHOICES = (
    "person:",
    "known:",
    "module:",
    "starts:",
    "function:all",
)  # about what becomes of it, not about what it means


def receive_list(actor: Actor, upload: UploadedFile) -> StaffImport:
    """Receive a list, read it, and keep what was read until it is settled; a file without a list is not kept.

    Raises Forbidden, FileRefused, NotAList.
    """
    require(can_register(actor))
    received = receive(actor, upload, PURPOSE)
    try:
        proposal = read_list(received.content(), received.original_name, actor.today)
    except (FileRefused, NotAList):
        discard(actor, received)
        raise
    with transaction.atomic():
        row = StaffImport.objects.create(
            organisation_id=received.organisation_id,
            file=received,
            file_name=received.original_name,
            proposal=proposal.plain(),
            created_at=actor.now,
            created_by=actor.someone,
        )
        counts = {"people": len(proposal.people), "trainings": len(proposal.trainings)}
        record(actor, "staff.receive_list", row, {"file": received.original_name, **counts})
        look_then_go_on(row.pk)
    row.refresh_from_db(fields=["proposal"])
    return row


def answer(actor: Actor, list_id: int, version: int, given: Mapping[str, str]) -> StaffImport:
    """Keep answers; the list is read again when one of them is about what it means. Raises Http404, Stale, NotNow."""
    with transaction.atomic():
        row = _open(actor, list_id, version)
        changed = {key for key, value in given.items() if row.answers.get(key) != value}
        if changed:
            again = not all(key.startswith(CHOICES) for key in changed)
            _keep(actor, row, {**row.answers, **given}, again)
        look_then_go_on(row.pk)
    row.refresh_from_db(fields=["proposal"])
    return row


def begin_again(actor: Actor, list_id: int, version: int) -> StaffImport:
    """Forget the answers given, and read the list as at first. Raises Http404, Stale, NotNow."""
    with transaction.atomic():
        row = _open(actor, list_id, version)
        if row.answers:
            _keep(actor, row, {}, again=True)
    return row


def _keep(actor: Actor, row: StaffImport, answers: dict[str, str], again: bool) -> None:
    if again:
        if row.file is None:
            raise NotNow(NO_FILE)
        before = kept(row.proposal)
        now = read_list(row.file.content(), row.file_name, actor.today, answers)
        row.proposal = {**now.plain(), "looked": before.looked}
        if _lines(before) != _lines(now):  # the choices were about other lines
            answers = {key: value for key, value in answers.items() if not key.startswith(CHOICES)}
    row.answers = answers
    row.version += 1
    row.save(update_fields=["answers", "proposal", "version"])


def _lines(proposal: Proposal) -> list[str]:
    return [one.id for one in proposal.people] + [f"{one.provider}|{one.module}" for one in proposal.trainings]


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
        record(actor, "staff.drop_list", row, {"file": row.file_name})
    if file is not None and file.uploaded_by_id == actor.person_id:
        discard(actor, file)


def settle(actor: Actor, list_id: int, version: int) -> StaffImport:
    """Write all that the list says and the person chose, in one go; once taken over, a second click finds it done.

    Who may be known elsewhere is not written: she is asked for her consent. Raises Http404, Forbidden, Stale when
    somebody answered since, NotNow when something is still to say.
    """
    require(can_register(actor))
    with transaction.atomic():
        # The house first, as every act that enters a training: two lists at once see one another.
        house = Organisation.objects.select_for_update(no_key=True).get(pk=actor.organisation_id or 0)
        row = _locked(actor, list_id)
        if row.settled_at is not None:
            return row
        _check(row, version)
        proposal = kept(row.proposal)
        plan = plan_of(actor, proposal, row.answers)
        _refuse_unsaid(proposal, plan)
        # Somebody may have written her since she was looked up: asked of each list once, when all else is said.
        since = known_elsewhere(house.pk, [one.read for one in plan.people if one.chosen == NEW and not one.known])
        if since:
            remember(row, proposal, dict.fromkeys(since, True))
        else:
            _write(actor, house, row, plan)
    if since:
        raise NotNow(UNDECIDED)
    return row


def _refuse_unsaid(proposal: Proposal, plan: Plan) -> None:
    if proposal.questions:
        raise NotNow("Répondez d’abord aux questions sur ce que la liste veut dire.")
    if plan.undecided:
        raise NotNow(UNDECIDED)
    if plan.without_start:
        raise NotNow("Donnez d’abord le premier jour des personnes nouvelles.")
    if plan.without_function:
        raise NotNow(f"Dites d’abord la fonction de {plan.without_function[0].read.name} : son accord la nomme.")
    if plan.waiting:
        raise NotNow("Préau regarde encore si des personnes sont connues ailleurs : revenez dans quelques minutes.")
    if not (plan.taken or plan.asked):
        raise NotNow("Aucune ligne n’est à reprendre : il n’y a rien à écrire.")


def _write(actor: Actor, house: Organisation, row: StaffImport, plan: Plan) -> None:
    written = Writer(actor, row, plan).write()
    written["asked"] = ask_them(actor, house, plan)
    # What was read is let go; what came of it is what the page of the end says.
    row.settled_at, row.proposal, row.answers = actor.now, {"written": written}, {}
    row.save(update_fields=["settled_at", "proposal", "answers"])
    record(actor, "staff.settle_list", row, {"file": row.file_name, **written})


def take_out(actor: Actor) -> bytes:
    """Return the workbook of the people of the house and their trainings; who took it out stays in the journal.

    Raises Forbidden.
    """
    require(can_register(actor))
    with transaction.atomic():
        content = exported(actor)
        record(actor, "staff.take_list_out", Organisation.objects.get(pk=actor.organisation_id or 0))
    return content


def _locked(actor: Actor, list_id: int) -> StaffImport:
    rows = StaffImport.objects.visible_to(actor).select_related("file")
    row: StaffImport | None = rows.select_for_update(of=("self",), no_key=True).filter(pk=list_id).first()
    if row is None:
        raise Http404("list")
    return row


def _open(actor: Actor, list_id: int, version: int) -> StaffImport:
    require(can_register(actor))
    row = _locked(actor, list_id)
    if row.settled_at is not None:
        raise NotNow(ALREADY)
    _check(row, version)
    return row


def _check(row: StaffImport, version: int) -> None:
    if row.dropped_at is not None:
        raise NotNow(GIVEN_UP)
    if row.version != version:
        raise Stale(row.version)
