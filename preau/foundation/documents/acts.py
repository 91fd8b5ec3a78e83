"""What is done with received files: receive, discard, forget the old ones."""

import hashlib
import logging
from datetime import datetime, time, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from preau.foundation.accounts.access import Forbidden, require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.models import Person
from preau.foundation.documents.access import can_discard, can_receive
from preau.foundation.documents.checks import check_size, check_workbook
from preau.foundation.documents.findings import refused
from preau.foundation.documents.limits import number, upload_limits
from preau.foundation.documents.models import PAPERS, WORKBOOKS, FileKind, ReceivedFile
from preau.foundation.documents.names import safe_filename
from preau.foundation.documents.papers import check_paper
from preau.foundation.journal.api import record

logger = logging.getLogger(__name__)


def receive(actor: Actor, upload: UploadedFile, purpose: str, kinds: frozenset[FileKind] = WORKBOOKS) -> ReceivedFile:
    """Check a file, then keep it with its row and its journal entry: all three or none.

    `purpose` names what it is for, as "plans.import"; `kinds` what it takes: WORKBOOKS or PAPERS. Raises Forbidden,
    or FileRefused (the file, the quota of the day, or a disk that cannot write). Must not run inside another
    transaction: undoing that one would undo the row and leave the file.
    """
    mandate = actor.mandate
    if mandate is None:
        raise Forbidden(can_receive(actor).reason)
    check_size(upload.size or 0)
    kind, data = _checked(upload.read(), upload.name or "", kinds)
    received = ReceivedFile(
        original_name=safe_filename(upload.name or ""),
        kind=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        purpose=purpose,
        organisation_id=mandate.organisation_id,
        uploaded_by_id=mandate.person_id,
        uploaded_at=actor.now,
    )
    try:
        with transaction.atomic(durable=True):
            _require_room(actor, mandate.person_id)
            _store(received, data)
            received.save(force_insert=True)
            record(actor, "documents.receive", received, _summary(received))
    except BaseException:
        if received.file.name:
            _forget(received.file.storage, received.file.name)
        raise
    return received


def _checked(data: bytes, filename: str, kinds: frozenset[FileKind]) -> tuple[FileKind, bytes]:
    if kinds == PAPERS:
        return check_paper(data, filename)
    return FileKind(check_workbook(data, filename).kind), data


def discard(actor: Actor, received: ReceivedFile) -> None:
    """Remove a file for good; the journal keeps its name and digest. Raises Forbidden."""
    try:
        with transaction.atomic():
            kept = ReceivedFile.objects.select_for_update().get(pk=received.pk)
            require(can_discard(actor, kept))
            _remove(actor, kept)
    except ProtectedError:
        joined = "Ce fichier est encore joint à ce que vous avez décrit ou envoyé : retirez-le d’abord là."
        raise Forbidden(joined) from None


def discard_old(now: datetime, days: int, purpose: str, tied: QuerySet | None = None) -> int:
    """Remove for good the files of this purpose received more than `days` days before `now`; return how many.

    `tied` gives the keys of those that stay, being part of something. The journal keeps the name and digest of each
    that goes, removed by nobody in person.
    """
    actor = system(now, "ménage de la nuit")
    old = ReceivedFile.objects.filter(purpose=purpose, uploaded_at__lt=now - timedelta(days=days))
    if tied is not None:
        old = old.exclude(pk__in=tied)
    removed = 0
    for key in old.values_list("pk", flat=True):
        with transaction.atomic():
            kept = ReceivedFile.objects.select_for_update().filter(pk=key).first()
            if kept is not None:  # its sender may have discarded it since
                _remove(actor, kept)
                removed += 1
    return removed


def _remove(actor: Actor, kept: ReceivedFile) -> None:
    record(actor, "documents.discard", kept, _summary(kept))
    kept.delete()
    transaction.on_commit(partial(_forget, kept.file.storage, str(kept.file.name)))


def _require_room(actor: Actor, person_id: int) -> None:
    """Refuse beyond the day's quota. The person's row is locked, so that two uploads at once are both counted."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    midnight = timezone.make_aware(datetime.combine(actor.today, time.min))
    quota = upload_limits().per_day
    if person.received_files.filter(uploaded_at__gte=midnight).count() >= quota:
        raise refused(
            f"plus de {number(quota)} fichiers aujourd’hui",
            f"au plus {number(quota)} fichiers par jour",
            f"Vous avez déjà envoyé {number(quota)} fichiers aujourd’hui, le nombre permis. Continuez demain.",
        )


def _store(received: ReceivedFile, data: bytes) -> None:
    name = received.file.field.generate_filename(received, received.original_name)
    received.file.name = name
    try:
        received.file.name = received.file.storage.save(name, ContentFile(data))
    except OSError as error:
        logger.exception("documents: %s could not be written", name)
        raise refused(
            "un enregistrement impossible",
            "un disque qui accepte le fichier",
            "Ce fichier n’a pas pu être enregistré : le disque du serveur est plein ou indisponible. "
            "Gardez votre fichier et réessayez dans quelques minutes.",
        ) from error


def _forget(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        logger.exception("documents: %s could not be deleted", name)


def _summary(received: ReceivedFile) -> dict[str, str | int]:
    return {
        "name": received.original_name,
        "kind": received.kind,
        "size": received.size,
        "sha256": received.sha256,
        "purpose": received.purpose,
    }
