"""The certificate of an entry that is not saved yet: received, read once, carried from page to page by the form.

What was read travels signed with the form: nothing is read twice, and nobody can make a certificate say something else.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal, cast
from uuid import UUID

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import PAPERS, ReceivedFile, receive
from preau.staff.api import Colleague
from preau.training.catalogue.acts import OWN_NAMES
from preau.training.certificates.comparing import Finding, Typed, compare
from preau.training.certificates.pacing import check_pace
from preau.training.certificates.reading import CertificateText, read_certificate
from preau.training.entry.acts import PURPOSE
from preau.training.entry.typed import NewEntry
from preau.training.models import TrainingModule

_SALT = "training.certificate"


@dataclass(frozen=True)
class Paper:
    """A certificate received, and what was read of it."""

    file_id: UUID
    name: str
    text: CertificateText

    def signed(self) -> str:
        """Return it as the form carries it."""
        read = self.text
        return signing.dumps([str(self.file_id), self.name, read.text, read.how, read.why], salt=_SALT, compress=True)


def received(actor: Actor, upload: UploadedFile) -> Paper:
    """Keep a certificate and read it. Raises FileRefused, beyond those of a minute too, Forbidden.

    Not inside a transaction.
    """
    check_pace(actor, upload.name or "")
    kept = receive(actor, upload, PURPOSE, PAPERS)
    return read_paper(kept)


def read_paper(kept: ReceivedFile) -> Paper:
    """Read a certificate already kept."""
    return Paper(kept.pk, kept.original_name, read_certificate(kept.content(), kept.mime_type))


def carried(word: str) -> Paper | None:
    """Return the certificate a form carries; None when it carries none, or one we did not sign."""
    try:
        file_id, name, text, how, why = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Paper(UUID(file_id), name, CertificateText(text, cast(Literal["text", "ocr", "unread"], how), why))


@dataclass(frozen=True)
class Checked:
    """A certificate beside what was typed; no certificate, no findings."""

    paper: Paper | None
    findings: tuple[Finding, ...] = ()

    @property
    def disagrees(self) -> bool:
        return any(one.agrees is False for one in self.findings)

    def kept(self) -> list[dict[str, Any]]:
        """Return what the entry keeps, for ONE to see what was shown before saving."""
        if self.paper is None:
            return []
        read = self.paper.text
        first = {"field": "reading", "agrees": None, "seen": read.how, "sentence": read.why}
        return [first, *map(asdict, self.findings)]


def checked(paper: Paper | None, new: NewEntry, people: list[Colleague], subject: TrainingModule | None) -> Checked:
    """Compare a certificate with what was typed: of a module of the catalogue, or in the words of an « Autre »."""
    if paper is None:
        return Checked(None)
    providers, modules = _names(new, subject)
    names = tuple((one.given_name, one.family_name) for one in people if one.person_id in new.parts)
    typed = Typed(names, new.days, new.hours, new.hours_a_day, providers, modules)
    return Checked(paper, tuple(compare(paper.text, typed)))


def _names(new: NewEntry, subject: TrainingModule | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names the body and the training go by."""
    if new.other is not None or subject is None:
        words = new.other
        return ((words.provider,), (words.module,)) if words else ((), ())
    body = subject.provider.root or subject.provider
    names = body.names.filter(kind__in=OWN_NAMES).values_list("text", flat=True)
    return (body.name, *names), (subject.title, *subject.titles.values_list("text", flat=True))
