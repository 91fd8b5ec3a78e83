"""The operators of the demonstration: invented, declared in every state, published, readable as any other."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from preau.foundation import clock
from preau.foundation.casework.models import Case
from preau.foundation.ui.numbers import account
from preau.operators.declaring.missing import missing_of
from preau.operators.demonstration.build import ROADS
from preau.operators.demonstration.invented import MARRONNIERS, SAYS_SO
from preau.operators.description import description_of, read_description
from preau.operators.models import (
    CareOperator,
    DeclarationRevision,
    OperatorDeclaration,
    OrganisingBody,
    PublishedPlace,
)
from preau.portal.demonstration import build

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMONSTRATION = True
    with clock.frozen(NOW):
        build("demo", NOW)


def test_every_operator_says_that_it_is_invented():
    for row in CareOperator.objects.select_related("body__organisation"):
        assert SAYS_SO in f"{row.name} {row.body}", row.name
        assert row.email.endswith("@demo.preau.example")


def test_declarations_stand_in_every_state_and_what_is_declared_is_published():
    cases = Case.objects.filter(procedure_id="operator_declaration")
    assert set(cases.values_list("state_id", flat=True)) == set(ROADS)
    assert cases.count() == OperatorDeclaration.objects.count() == CareOperator.objects.count()
    declared = sum(len(revision.content["places"]) for revision in DeclarationRevision.objects.all())
    assert PublishedPlace.objects.count() == declared


def test_what_was_declared_is_what_the_rows_say():
    """A reader finds no difference that nobody made: the draft of who changed nothing is the declared text."""
    revision = DeclarationRevision.objects.get(declaration__operator__body__organisation__name=MARRONNIERS)
    declaration = revision.declaration
    assert description_of(declaration.operator, declaration.zone) == read_description(revision.content)
    assert len(read_description(revision.content).places) == 3


def test_who_declared_could_declare_again_at_once():
    """Nothing that the annex asks of Les Petits Marronniers is left unknown; no account can be anybody's."""
    marronniers = CareOperator.objects.get(body__organisation__name=MARRONNIERS)
    declaration = marronniers.declarations.get()
    assert not [one for one in missing_of(marronniers, declaration.zone, NOW.date()) if one.blocking]
    for body in OrganisingBody.objects.exclude(iban=""):
        assert account(body.iban) == body.iban
        assert body.iban[4:7] == "999"  # reserved for circular cheques
    assert not OrganisingBody.objects.filter(
        iban="", operators__declarations__revisions__by_coordination=False
    ).exists()
