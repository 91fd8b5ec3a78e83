"""The workbooks sent to the coordination's pages: kept while they serve, and no longer."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.plans.models import AnnualActionPlan
from tests.documents.building import Sheet, xlsx
from tests.factories import MandateFactory, sign_in
from tests.plans.workbook.should_pass import plan as plan_sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mandate = MandateFactory()
    return sign_in(client, mandate.person, strong=True, mandate=mandate)


def sent(page, *sheets):
    return page.post(reverse("plans:import"), {"file": SimpleUploadedFile("plan.xlsx", xlsx(*sheets))})


def test_a_workbook_that_is_no_plan_is_not_kept(page, tmp_path):
    answer = sent(page, Sheet([["Nom", "Âge"], ["Zoé", 7]]))
    assert answer.status_code == 422
    assert not ReceivedFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list(Entry.objects.filter(act__startswith="documents.").order_by("pk").values_list("act", flat=True)) == [
        "documents.receive",
        "documents.discard",
    ]


def test_the_workbook_sent_is_at_hand_while_it_is_reread(page):
    review = sent(page, plan_sheet()).headers["Location"]
    address = reverse("documents:download", args=[ReceivedFile.objects.get().pk])
    assert f'href="{address}"' in page.get(review).content.decode()
    page.post(review, {"year": "2020"})
    merge = reverse("plans:merge", args=[AnnualActionPlan.objects.get().pk, ReceivedFile.objects.get().pk])
    assert f'href="{address}"' in page.get(merge).content.decode()


def test_the_night_forgets_old_workbooks_as_the_privacy_page_says(page, settings):
    sent(page, plan_sheet())
    later = clock.now() + timedelta(days=settings.UPLOADS_KEPT_DAYS + 1)
    call_command("nightly")
    assert ReceivedFile.objects.count() == 1
    with clock.frozen(later):
        call_command("nightly")
    assert ReceivedFile.objects.count() == 0
    assert "effacés après 90&nbsp;jours" in page.get(reverse("portal:privacy")).content.decode()
