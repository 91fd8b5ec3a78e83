"""What a description lacks, with the articles of the annex; what blocks a declaration and what is only said."""

from decimal import Decimal

import msgspec
import pytest

from preau.law.asking import answer
from preau.law.document_lists import checklist
from preau.operators.declaring.missing import annex_question, missing_in
from preau.operators.declaring.sections import point_names
from preau.operators.description import BodyText, ContactText, Description, PlaceText, ProjectText
from tests.operators import made

BODY = BodyText(name="Asbl", legal_form="asbl", street="Rue 1", locality="Ville", person_in_charge="Quelqu’un")
CONTACT = ContactText(full_name="Contact", email="contact@exemple.test")


def place(**fields):
    said = {
        "name": "Préau",
        "nis": "53053",
        "key": 1,
        "street": "Rue de l’École 1",
        "locality": "Mons",
        "capacity": 40,
        "youngest_months": 30,
        "oldest_months": 144,
        "access": "full",
        "periods": (made.after_school(),),
    }
    return PlaceText(**{**said, **fields})


def whole(**fields):
    said = {
        "name": "Accueil",
        "body": BODY,
        "kind": "other",
        "in_cle": True,
        "wants_approval": False,
        "subsidies": "Aucune.",
        "informs_by_rules": True,
        "contacts": (CONTACT,),
        "project": ProjectText(number=1, text="Notre projet."),
        "places": (place(),),
    }
    return Description(**{**said, **fields})


def codes(text, account=True, blocking=None):
    found = missing_in(text, made.TODAY, account)
    return [one.code for one in found if blocking is None or one.blocking is blocking]


def test_nothing_blocks_a_whole_description_of_the_programme():
    assert codes(whole()) == ["staff_qualification"]
    assert codes(whole(), blocking=True) == []


@pytest.mark.parametrize("in_cle", [False, None])
def test_out_of_the_programme_only_what_a_declaration_cannot_do_without_blocks(in_cle):
    bare = Description(name="Accueil", body=BodyText(name="Asbl"), in_cle=in_cle)
    assert set(codes(bare, blocking=True)) == {"legal_form", "seat", "contact", "no_place"}
    known = whole(in_cle=in_cle, project=None, subsidies="", kind="", places=(place(street="", capacity=None),))
    assert codes(known, account=False, blocking=True) == []
    assert {"account", "care_project", "subsidies", "kind", "address", "capacity"} <= set(codes(known, account=False))


def test_in_the_programme_each_point_of_the_annex_blocks():
    period = made.after_school(hours=(), activities=(), fees=(), workers=None)
    text = whole(project=None, subsidies="", kind="recognised_otherwise", places=(place(periods=(period,)),))
    blocking = codes(text, account=False, blocking=True)
    wanted = {
        "account",
        "care_project",
        "recognitions",
        "subsidies",
        "no_hours",
        "hours",
        "activities",
        "fees",
        "staffing",
    }
    assert set(blocking) == wanted


def test_what_families_look_for_is_said_and_never_blocks():
    text = whole(places=(place(capacity=None, oldest_months=None, access=""),), informs_by_rules=None)
    assert set(codes(text, blocking=False)) == {"capacity", "ages", "access", "informs", "staff_qualification"}


def test_a_journey_without_its_length_lacks_the_point_of_travel():
    transfer = msgspec.structs.replace(made.full_text(_Commune()).transfers[0], minutes=None)
    found = missing_in(whole(places=(place(transfers=(transfer,)),)), made.TODAY, True)
    travel = next(one for one in found if one.code == "travel")
    assert (travel.point, travel.blocking, travel.place) == ("travel", True, 1)
    assert "art. 15, § 2, 5°" in travel.article


def test_each_sentence_has_the_article_of_its_point_and_what_blocks_comes_first():
    found = missing_in(whole(project=None, places=(place(capacity=None),)), made.TODAY, False)
    assert all(one.article for one in found if one.point)
    assert not any(one.article for one in found if one.code in {"capacity", "ages", "access"})
    assert [one.blocking for one in found] == sorted((one.blocking for one in found), reverse=True)


def test_what_is_not_known_of_the_programme_and_of_the_approval_is_asked():
    found = missing_in(whole(in_cle=None, wants_approval=None), made.TODAY, True)
    articles = {one.code: one.article for one in found}
    assert articles["in_cle"].endswith("art. 15, § 2") and articles["wants_approval"].endswith("art. 15, § 2, 10°")
    assert not any(one.blocking for one in found)


def test_how_families_are_told_has_the_article_that_asks_it():
    found = missing_in(whole(informs_by_rules=False), made.TODAY, True)
    (informs,) = (one for one in found if one.code == "informs")
    assert "art. 32, al. 3" in informs.article


@pytest.mark.parametrize(
    ("form", "said"), [("asbl", False), ("municipality", False), ("company", True), ("natural_person", True)]
)
def test_who_cannot_be_approved_is_told(form, said):
    body = msgspec.structs.replace(BODY, legal_form=form)
    assert ("legal_form_approved" in codes(whole(body=body, wants_approval=True), blocking=False)) is said
    assert "legal_form_approved" not in codes(whole(body=body))


@pytest.mark.parametrize(("kind", "asked"), [("school", False), ("other", False), ("adult_education", True)])
def test_a_school_says_what_it_is_by_its_kind(kind, asked):
    assert ("recognitions" in codes(whole(kind=kind))) is asked


def test_one_age_not_known_leaves_the_staffing_unknown():
    half = made.after_school(expected_six_and_over=None)
    assert "staffing" in codes(whole(places=(place(periods=(half,)),)))


def test_a_free_fee_is_a_fee():
    free = made.after_school(
        fees=(msgspec.structs.replace(made.after_school().fees[0], unit="free", amount=Decimal(0)),)
    )
    assert "fees" not in codes(whole(places=(place(periods=(free,)),)))


def test_the_page_says_what_the_command_says_on_the_same_input():
    text = whole(project=None, places=(place(street=""),))
    found = list(missing_in(text, made.TODAY, True))
    question = annex_question(text, found, made.TODAY)
    told = answer("completeness", msgspec.json.encode(question))
    said = {piece.id for piece in told.missing}
    assert said == {one.point for one in found if one.point} == {"care_project", "places", "staff_qualification"}


def test_every_point_of_the_annex_is_looked_at():
    assert list(point_names()) == [item.id for item in checklist("operator_annex").items]


class _Commune:
    nis = "53053"
