"""A list sent long ago is forgotten with what was read of it; what was taken over stays."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.access import Forbidden
from preau.foundation.documents.api import PAPERS, ReceivedFile, discard, receive
from preau.operators.importing.acts import PURPOSE
from preau.operators.importing.forgetting import forget_old
from preau.operators.models import ListImport, Recognition
from tests.documents.made_papers import pdf
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db(transaction=True)


def test_old_lists_are_forgotten_and_young_ones_kept(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    coordinator = made.coordinator(ZoneFactory())
    rows = []
    for name in ("vieille", "jeune"):
        file = receive(coordinator, SimpleUploadedFile(f"{name}.pdf", pdf()), PURPOSE, kinds=PAPERS)
        rows.append(
            ListImport.objects.create(
                organisation=coordinator.mandate.organisation,
                zone_id=coordinator.zone_id,
                file=file,
                file_name=file.original_name,
                proposal={"lu": "Une adresse"},
                created_at=made.NOW,
                created_by=coordinator.someone,
            )
        )
    old, young = rows
    long_ago = made.NOW - timedelta(days=91)
    ReceivedFile.objects.filter(pk=old.file_id).update(uploaded_at=long_ago)
    ListImport.objects.filter(pk=old.pk).update(created_at=long_ago)
    assert forget_old(made.NOW, 90) == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.file, old.proposal) == (None, {})
    assert young.file is not None
    assert young.proposal == {"lu": "Une adresse"}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_still_joined_is_not_taken_back(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    operator = made.operator(ZoneFactory())
    signatory = made.actor(operator)
    proof = receive(signatory, SimpleUploadedFile("preuve.pdf", pdf()), "operators.proof", kinds=PAPERS)
    held = Recognition.objects.create(operator=operator, kind="sport", proof=proof)
    with pytest.raises(Forbidden, match="encore joint"):
        discard(signatory, proof)
    held.delete()
    discard(signatory, proof)
    assert not ReceivedFile.objects.exists()
