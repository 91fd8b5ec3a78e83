"""An upload beyond the limit is not kept while it comes in."""

from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

LIMIT = 200 * 1024


@pytest.fixture(autouse=True)
def small_limit(settings):
    settings.UPLOAD_MAX_BYTES = LIMIT
    assert settings.FILE_UPLOAD_HANDLERS[0] == "preau.foundation.documents.uploads.CappedUpload"


def posted(size: int) -> HttpRequest:
    upload = SimpleUploadedFile("plan.xlsx", b"x" * size)
    return RequestFactory().post("/", {"file": upload, "word": "oui"})


def test_file_within_the_limit_is_whole() -> None:
    with closing(posted(LIMIT)) as request:
        assert request.FILES["file"].size == LIMIT
        assert request.POST["word"] == "oui"


def test_file_beyond_the_limit_is_cut_just_above_it() -> None:
    with closing(posted(20 * LIMIT)) as request:
        assert LIMIT < request.FILES["file"].size <= 2 * LIMIT
        assert request.POST["word"] == "oui"
