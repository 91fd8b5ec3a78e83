"""The identity of a body and its operators: who writes, what is refused, what the journal keeps."""

import pytest
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow, Stale, held_by
from preau.operators.bodies.acts import identity as acts
from preau.operators.models import CareOperator, OperatorDeclaration, OrganisingBody
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import IDENTITY, NUMBER, browser_of, typed, words

pytestmark = pytest.mark.django_db
PAGE = reverse("operators:identity")
OPERATOR = {"name": "Accueil décrit", "kind": "school", "in_cle": "yes", "subsidies": "aucune"}


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return made.operator(zone)


@pytest.fixture
def newcomer(zone):
    """The direction of a house that nothing is described of."""
    return actor_for(MandateFactory(signatory=True, organisation__zone=zone), made.NOW)


def test_a_house_begins_with_its_identity_and_its_first_operator(newcomer, zone):
    browser = browser_of(newcomer)
    assert "Décrivez votre organisme une fois" in words(browser.get(reverse("operators:home")))
    assert browser.get(reverse("operators:operator_new")).url == PAGE
    answer = browser.post(PAGE, {**typed(browser.get(PAGE)), **IDENTITY}, follow=True)
    body = OrganisingBody.objects.get(organisation=newcomer.mandate.organisation)
    assert (body.enterprise_number, body.iban, body.postal_code) == (NUMBER, "BE68539007547034", "7000")
    assert (body.phone, body.website) == ("065 12 34 56", "https://www.exemple.test")
    assert body.organisation.name == "Pouvoir décrit"
    assert "Aucun opérateur" in words(answer)
    assert "BE68 5390 0754 7034" in words(answer)
    added = browser.post(reverse("operators:operator_new"), OPERATOR)
    row = CareOperator.objects.get(body=body)
    assert added.url == reverse("operators:operator", args=[row.pk])
    assert (row.kind, row.in_cle, row.wants_approval) == ("school", True, None)
    assert OperatorDeclaration.objects.get(operator=row).zone == zone


def test_a_second_click_writes_nothing_twice(newcomer):
    browser = browser_of(newcomer)
    sent = {**typed(browser.get(PAGE)), **IDENTITY}
    assert [browser.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    for _ in range(2):
        assert browser.post(reverse("operators:operator_new"), OPERATOR).status_code == 302
    kept = [entry.act for entry in Entry.objects.filter(person=newcomer.person).order_by("pk")]
    assert kept == [
        "operators.begin_body",
        "operators.save_identity",
        "operators.add_operator",
        "operators.begin_declaration",
    ]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("enterprise_number", "0417.497.107", "faute de frappe"),
        ("iban", "BE68 5390 0754 7035", "faute de frappe"),
        ("postal_code", "70000", "quatre chiffres, comme 7000"),
        ("phone", "65 12", "comme 065 12 34 56"),
        ("email", "chez moi", "comme nom@commune.be"),
        ("website", "pas un site", "comme www.commune.be"),
        ("name", "", "Donnez le nom de l’organisme"),
        ("legal_form", "royaume", "Choisissez dans la liste"),
    ],
)
def test_a_wrong_answer_is_said_in_place_and_what_was_typed_stays(operator, field, text, said):
    browser = browser_of(made.actor(operator))
    answer = browser.post(PAGE, {**typed(browser.get(PAGE)), **IDENTITY, field: text})
    assert answer.status_code == 422
    assert "À corriger" in words(answer)
    assert said in words(answer)
    assert answer.context["form"][field].value() == text
    assert OrganisingBody.objects.get(pk=operator.body_id).street == "Rue du Préau 1"


def test_the_number_of_another_body_is_refused_without_telling_whose(operator, zone):
    other = made.body(zone, enterprise_number=NUMBER, name="Voisin secret")
    browser = browser_of(made.actor(operator))
    answer = browser.post(PAGE, {**typed(browser.get(PAGE)), **IDENTITY})
    assert answer.status_code == 422
    assert "déjà celui d’un autre organisme" in words(answer)
    assert str(other) not in words(answer)
    with pytest.raises(NotNow):
        acts.save_identity(made.actor(operator), None, acts.identity_of(operator.body) | {"enterprise_number": NUMBER})


def test_two_people_on_one_page_the_second_sees_both(operator):
    first, second = browser_of(made.actor(operator)), browser_of(made.actor(operator, Role.OPERATOR_SECRETARY))
    seen = typed(second.get(PAGE))
    assert first.post(PAGE, {**typed(first.get(PAGE)), "street": "Rue Neuve 9"}).status_code == 302
    answer = second.post(PAGE, {**seen, "street": "Rue Vieille 1"})
    assert answer.status_code == 422
    assert "« Rue Neuve 9 »" in words(answer)
    assert answer.context["form"]["street"].value() == "Rue Vieille 1"
    again = typed(answer)
    assert second.post(PAGE, again).status_code == 302
    operator.body.refresh_from_db()
    assert operator.body.street == "Rue Vieille 1"


def test_the_journal_tells_that_the_account_changed_and_never_which(operator):
    signatory = made.actor(operator)
    held = acts.identity_of(operator.body)
    acts.save_identity(signatory, None, held | {"iban": "BE71096123456769"})
    entry = Entry.objects.get(act="operators.save_identity", person=signatory.person)
    assert entry.payload == {"before": {"iban": "…7034"}, "after": {"iban": "…6769"}}


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.CARE_WORKER])
def test_others_of_the_house_read_without_the_account(operator, role):
    browser = browser_of(made.actor(operator, role))
    page = browser.get(reverse("operators:home"))
    assert "Rue du Préau 1" in words(page)
    assert "BE68" not in page.content.decode()
    assert browser.get(PAGE).status_code == 403
    with pytest.raises(Forbidden, match="direction et le secrétariat"):
        acts.save_identity(made.actor(operator, role), None, acts.identity_of(operator.body))


def test_an_operator_keeps_what_nobody_knows_as_not_known(operator):
    browser = browser_of(made.actor(operator, Role.PROJECT_LEADER))
    address = reverse("operators:operator_edit", args=[operator.pk])
    sent = {**typed(browser.get(address)), "in_cle": "", "informs_by_rules": "no", "website": "exemple.test"}
    assert browser.post(address, sent).url == reverse("operators:operator", args=[operator.pk])
    operator.refresh_from_db()
    assert (operator.in_cle, operator.informs_by_rules, operator.website) == (None, False, "https://exemple.test")


def test_two_operators_of_a_body_have_two_names(operator):
    signatory = made.actor(operator)
    second = made.operator(operator.declarations.get().zone, body=operator.body)
    values = held_by(second, acts.OPERATOR) | {"name": operator.name}
    with pytest.raises(NotNow, match="déjà un opérateur de ce nom"):
        acts.save_operator(signatory, second.pk, None, values | {"phone": second.phone})
    with pytest.raises(NotNow, match="déjà un opérateur de ce nom"):
        acts.add_operator(signatory, values | {"kind": "school"})


def test_an_operator_changed_meanwhile_is_not_overwritten(operator):
    with pytest.raises(Stale):
        acts.save_operator(made.actor(operator), operator.pk, 1, held_by(operator, acts.OPERATOR) | {"name": "Autre"})


def test_somebody_elses_operator_does_not_exist(operator):
    stranger = browser_of(made.actor(made.operator(ZoneFactory())))
    for name in ("operator", "operator_edit", "papers"):
        assert stranger.get(reverse(f"operators:{name}", args=[operator.pk])).status_code == 404
    assert stranger.post(reverse("operators:operator_edit", args=[operator.pk]), OPERATOR).status_code == 404
