"""Files received from people: checked before they are kept, read only through a view that asks who reads."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from preau.foundation.accounts.roles import Role

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class FileKind(models.TextChoices):
    XLSX = "xlsx", "Classeur Excel"
    ODS = "ods", "Classeur LibreOffice"
    PDF = "pdf", "Document PDF"
    JPEG = "jpeg", "Image JPEG"
    PNG = "png", "Image PNG"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.ODS})
PAPERS = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG})  # what is signed, scanned or photographed

MIME_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}


class ReceivedFileQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "ReceivedFileQuerySet":
        """Keep the files of the organisation acted for; none for a visitor.

        The secretary of the council has her mandate in the coordination, but reads no draft of it: only her own files.
        """
        if actor.person_id is None or actor.organisation_id is None:
            return self.none()
        files = self.filter(organisation_id=actor.organisation_id)
        return files.filter(uploaded_by_id=actor.person_id) if actor.role == Role.COUNCIL_SECRETARY else files


def generated_name(received: "ReceivedFile", filename: str) -> str:
    """Return where a file is kept: nothing of the name it came with reaches the disk."""
    return f"received/{received.uploaded_at:%Y/%m}/{received.pk}.{received.kind}"


class ReceivedFile(models.Model):
    """A file somebody sent, for an organisation and a purpose. Never changed: discarded, or sent again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField("fichier", upload_to=generated_name, max_length=120)
    original_name = models.CharField("nom d'origine", max_length=100)
    kind = models.CharField("sorte", max_length=4, choices=FileKind)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField("empreinte", max_length=64, db_index=True)
    purpose = models.CharField("usage", max_length=40)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="received_files")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="received_files")
    uploaded_at = models.DateTimeField("reçu le")

    objects = ReceivedFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier reçu"
        verbose_name_plural = "fichiers reçus"
        ordering = ("-uploaded_at", "pk")
        indexes = [
            models.Index(fields=("organisation", "-uploaded_at"), name="received_by_organisation"),
            models.Index(fields=("uploaded_by", "uploaded_at"), name="received_by_person_and_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="received_file_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="received_file_of_known_kind"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="received_file_has_its_digest"),
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(original_name="") & ~Q(purpose=""), name="received_file_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def mime_type(self) -> str:
        return MIME_TYPES[FileKind(self.kind)]

    def content(self) -> bytes:
        """Return the bytes received. Raises OSError when the storage cannot give them."""
        with self.file.open("rb") as stored:
            return stored.read()
