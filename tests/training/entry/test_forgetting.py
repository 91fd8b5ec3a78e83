"""A certificate that was never saved with a training is forgotten; one that was stays."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.documents.api import PAPERS, receive
from preau.foundation.documents.models import ReceivedFile
from preau.training.entry.acts import PURPOSE
from preau.training.entry.forgetting import forget_drafts
from tests.documents.made_papers import pdf
from tests.training import made
from tests.training.entry.typed import DAY


def test_only_what_no_entry_holds_is_forgotten(actor, operator, module, zoe):
    kept, left = (receive(actor, SimpleUploadedFile(f"{n}.pdf", pdf()), PURPOSE, PAPERS) for n in ("un", "deux"))
    made.entry(operator, module, [zoe], {DAY: 6}, certificate=kept)

    assert forget_drafts(actor.now + timedelta(days=89), 90) == 0
    assert forget_drafts(actor.now + timedelta(days=91), 90) == 1
    assert list(ReceivedFile.objects.all()) == [kept]
    assert left != kept
