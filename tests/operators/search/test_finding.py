"""Which places answer: every filter, and what nobody knows, which is never taken for met."""

from datetime import timedelta
from decimal import Decimal

import pytest

from preau.operators.description import FeeText
from preau.operators.models import PublishedPlace
from preau.operators.search.answering import answer
from preau.operators.search.asking import Wanted
from preau.operators.search.finding import NEAR_SHOWN, PER_PAGE
from preau.operators.search.vocabulary import present_mark, vocabulary
from preau.operators.search.where import understand
from tests.operators.made import TODAY
from tests.operators.search import made

pytestmark = pytest.mark.django_db

AFTER, BEFORE, WEDNESDAY, WEEKEND = "after_school", "before_school", "wednesday_afternoon", "weekend"
SCHOOL_DAYS = (0, 1, 3, 4)


def ask(text="Mons", after="", to_check_only=False, **wanted):
    known = vocabulary(present_mark())
    return answer(understand(text, known), Wanted(**wanted), TODAY, known, after, to_check_only)


def met(**wanted):
    return {row.place.name for row in ask(**wanted).rows}


def to_check(**wanted):
    return {row.place.name: set(row.to_check) for row in ask(**wanted).to_check}


def until(hour, name, **fields):
    return made.place(name=name, periods=(made.period(AFTER, SCHOOL_DAYS, 15, hour),), **fields)


def test_all_the_places_of_a_commune_by_name():
    made.place(name="Bleuets")
    made.place(name="Ancolies")
    made.place("binche", name="Ailleurs")
    found = ask()
    assert [row.place.name for row in found.rows] == ["Ancolies", "Bleuets"]
    assert found.count_words == "2\xa0lieux"
    assert not found.to_check


def test_open_until_an_hour():
    until(17, "Tôt")
    until(18, "Juste")
    until(19, "Tard")
    made.place(name="Sans horaires", periods=(made.period(AFTER, (), 0, 0),))
    made.place(name="Sans rien", periods=())
    made.place(name="Mercredi seul", periods=(made.period(WEDNESDAY, (2,), 12, 19),))
    assert met(kind=AFTER, ends=18 * 60) == {"Juste", "Tard"}
    assert to_check(kind=AFTER, ends=18 * 60) == {"Sans horaires": {"les horaires"}, "Sans rien": {"les horaires"}}


def test_open_from_an_hour():
    made.place(name="Sept heures", periods=(made.period(BEFORE, SCHOOL_DAYS, 7, 8),))
    made.place(name="Sept heures et demie", periods=(made.period(BEFORE, SCHOOL_DAYS, 8, 9),))
    assert met(kind=BEFORE, starts=7 * 60) == {"Sept heures"}
    assert met(starts=7 * 60) == {"Sept heures"}


@pytest.mark.parametrize(
    "kind", ["before_school", "after_school", "wednesday_afternoon", "weekend", "short_holidays", "long_holidays"]
)
def test_each_period(kind):
    days = {"weekend": (5,), "wednesday_afternoon": (2,)}.get(kind, SCHOOL_DAYS)
    made.place(name="Oui", periods=(made.period(kind, days, 9, 12),))
    other = "weekend" if kind != "weekend" else "after_school"
    made.place(name="Non", periods=(made.period(other, (5,) if other == "weekend" else (0,), 9, 12),))
    assert met(kind=kind) == {"Oui"}
    assert not to_check(kind=kind)


def test_a_day_and_an_hour_are_those_of_an_ordinary_week():
    made.place(name="Lundi", periods=(made.period(AFTER, (0,), 15, 18),))
    made.place(name="Mardi", periods=(made.period(AFTER, (1,), 15, 18),))
    made.place(name="Été", periods=(made.period("long_holidays", (0,), 8, 18),))
    assert met(weekday=0) == {"Lundi"}
    assert met(weekday=0, ends=17 * 60) == {"Lundi"}
    assert met(weekday=0, kind="long_holidays") == {"Été"}


def test_a_period_without_hours_is_unknown_for_itself_alone():
    silent = made.period(WEDNESDAY, (), 0, 0)
    made.place(name="Mercredi sans heures", periods=(made.period(AFTER, (0,), 15, 18), silent))
    assert met(kind=AFTER) == {"Mercredi sans heures"}
    assert not met(kind=WEDNESDAY)
    assert set(to_check(kind=WEDNESDAY)) == {"Mercredi sans heures"}
    assert not to_check(kind=BEFORE)


def test_a_period_that_is_over_answers_nothing():
    yesterday = TODAY - timedelta(days=1)
    made.place(name="Fini", periods=(made.period(AFTER, (0,), 15, 18, last_day=yesterday),))
    made.place(name="Encore", periods=(made.period(AFTER, (0,), 15, 18, last_day=TODAY),))
    assert met(kind=AFTER) == {"Encore"}


def test_the_age_of_the_child():
    made.place(name="Petits", youngest_months=30, oldest_months=72, periods=(made.period(AFTER, (0,), 15, 18),))
    made.place(name="Grands", youngest_months=72, oldest_months=144, periods=(made.period(AFTER, (0,), 15, 18),))
    made.place(
        name="Grands après l’école",
        youngest_months=30,
        oldest_months=144,
        periods=(made.period(AFTER, (0,), 15, 18, youngest_months=72),),
    )
    made.place(name="Inconnu", youngest_months=None, oldest_months=None, periods=(made.period(AFTER, (0,), 15, 18),))
    made.place(name="Dès six ans", youngest_months=72, oldest_months=None, periods=(made.period(AFTER, (0,), 15, 18),))
    assert met(age=30) == {"Petits"}
    assert met(age=96) == {"Grands", "Grands après l’école"}
    assert to_check(age=30) == {"Inconnu": {"les âges"}}
    assert to_check(age=96) == {"Inconnu": {"les âges"}, "Dès six ans": {"les âges"}}
    assert not met(age=24)


def test_the_ages_of_a_place_answer_when_its_hours_are_not_known():
    made.place(name="Sans horaires", periods=(), youngest_months=30, oldest_months=144)
    assert met(age=48) == {"Sans horaires"}
    assert not met(age=48, kind=AFTER)
    assert not to_check(age=200)


def fee(unit, amount="0"):
    return (FeeText(unit=unit, amount=Decimal(amount)),)


def test_the_price_of_an_hour():
    made.place(name="Gratuit", periods=(made.period(AFTER, (0,), 15, 18, fees=fee("free")),))
    made.place(name="Un euro", periods=(made.period(AFTER, (0,), 15, 18, fees=fee("per_hour", "1")),))
    made.place(name="Six par jour", periods=(made.period(AFTER, (0,), 15, 18, fees=fee("per_day", "6")),))
    made.place(name="Sans prix", periods=(made.period(AFTER, (0,), 15, 18),))
    assert met(price=Decimal(0)) == {"Gratuit"}
    assert met(price=Decimal(1)) == {"Gratuit", "Un euro"}
    assert met(price=Decimal(2)) == {"Gratuit", "Un euro", "Six par jour"}
    assert to_check(price=Decimal(0)) == {"Sans prix": {"le prix"}}


def test_one_stretch_of_hours_must_answer_all():
    cheap = made.period(WEDNESDAY, (2,), 12, 17, fees=fee("free"))
    dear = made.period(AFTER, (0,), 15, 18, fees=fee("per_hour", "3"))
    made.place(name="Gratuit le mercredi", periods=(cheap, dear))
    assert met(kind=WEDNESDAY, price=Decimal(0)) == {"Gratuit le mercredi"}
    assert not met(kind=AFTER, price=Decimal(0))
    assert not to_check(kind=AFTER, price=Decimal(0))


def test_access_and_school():
    made.place(name="Accessible", access="full", in_school=True)
    made.place(name="En partie", access="partly", in_school=False)
    made.place(name="Pas accessible", access="no", in_school=True)
    made.place(name="Inconnu", access="", in_school=None)
    assert met(accessible=True) == {"Accessible"}
    assert set(to_check(accessible=True)) == {"En partie", "Inconnu"}
    assert met(in_school=True) == {"Accessible", "Pas accessible"}
    assert met(in_school=False) == {"En partie"}
    assert set(to_check(in_school=False)) == {"Inconnu"}
    assert met(accessible=True, in_school=True, kind=AFTER, age=36) == {"Accessible"}
    assert set(to_check(accessible=True, in_school=True, kind=AFTER, age=36)) == {"Inconnu"}


def test_what_is_known_to_fail_is_never_to_check():
    made.place(name="Cher et sans âge", youngest_months=None, oldest_months=None, access="no", periods=())
    assert not to_check(accessible=True)
    assert not to_check(accessible=True, age=36)
    assert not to_check()


def test_pages_follow_each_other_by_key():
    owner = made.operator()
    texts = [made.text(name=f"Lieu {number % 7}") for number in range(2 * PER_PAGE + 3)]
    rows = made.publish_texts(owner, *texts)
    seen, after = [], ""
    for _ in range(4):
        page = ask(after=after)
        seen += [row.place.pk for row in page.rows]
        after = page.after
        if not after:
            break
    assert sorted(seen) == sorted(row.pk for row in rows)
    assert len(seen) == len(set(seen))
    by_name = PublishedPlace.objects.in_bulk(seen)
    assert [(by_name[key].name, key) for key in seen] == sorted((row.name, row.pk) for row in rows)


def test_strange_keys_begin_anew():
    made.place(name="Seul")
    for key in ("x", "-1", "9" * 17, "١", ""):
        assert [row.place.name for row in ask(after=key).rows] == ["Seul"], key


def test_those_to_check_have_pages_of_their_own():
    owner = made.operator()
    made.publish_texts(owner, *(made.text(name=f"Lieu {number:02}", access="") for number in range(PER_PAGE + 2)))
    first = ask(accessible=True)
    assert len(first.to_check) < PER_PAGE
    assert first.more_to_check
    page = ask(accessible=True, to_check_only=True)
    following = ask(accessible=True, to_check_only=True, after=page.after)
    assert len(page.rows) == PER_PAGE
    assert len(following.rows) == 2
    assert not following.after


def test_neighbours_are_shown_when_nothing_is_found_the_nearest_first():
    made.place("frameries", name="À Frameries")
    made.place("binche", name="À Binche")
    made.place("arlon", name="À Arlon")
    found = ask("Mons")
    assert not found.rows
    assert [row.place.name for row in found.near] == ["À Frameries", "À Binche"]
    assert all(row.away for row in found.near)
    assert len(found.near) <= NEAR_SHOWN


def test_neighbours_answer_the_whole_question():
    made.place("mons", name="Fermé à cinq heures", periods=(made.period(AFTER, (0,), 15, 17),))
    made.place("frameries", name="Ouvert", periods=(made.period(AFTER, (0,), 15, 19),))
    made.place("quaregnon", name="Fermé aussi", periods=(made.period(AFTER, (0,), 15, 17),))
    found = ask("Mons", kind=AFTER, ends=18 * 60)
    assert [row.place.name for row in found.near] == ["Ouvert"]


def test_by_the_name_of_a_place_an_operator_a_school():
    owner = made.operator(name="Les Farfadets asbl")
    made.publish_texts(owner, made.text(name="Petit bois", school_name="École du Champ Perdu"))
    made.place("binche", name="Les Lutins")
    for text in ("farfadets", "petit bois", "champ perdu", "Petit-Bois Mons", "champs perdus"):
        assert [row.place.name for row in ask(text).rows] == ["Petit bois"], text
    assert [row.place.name for row in ask("lutins").rows] == ["Les Lutins"]


def test_the_school_children_come_from_finds_the_place():
    made.place(name="Halte")  # fetches them from « École voisine »
    assert [row.place.name for row in ask("école voisine").rows] == ["Halte"]


def test_a_locality_shows_its_own_places_then_the_commune():
    made.place(name="À Jemappes", locality="Jemappes", postal_code="7012")
    made.place(name="À Mons", locality="Mons")
    assert [row.place.name for row in ask("Jemappes").rows] == ["À Jemappes"]
    cuesmes = ask("Cuesmes")
    assert [row.place.name for row in cuesmes.rows] == ["À Jemappes", "À Mons"]
    assert "Cuesmes" in cuesmes.widened


def test_a_name_that_no_place_of_the_commune_bears_shows_the_commune():
    made.place(name="Les Lutins")
    made.place("binche", name="Les Farfadets")
    found = ask("farfadets Mons")
    assert [row.place.name for row in found.rows] == ["Les Lutins"]
    assert found.widened


def test_the_row_says_hours_price_age_and_who_said_it():
    owner = made.operator()
    told = made.period(AFTER, SCHOOL_DAYS, 15, 18, fees=fee("per_half_hour", "0.6"))
    made.publish_texts(owner, made.text(periods=(told,)), by_coordination=True)
    row = ask(kind=AFTER).rows[0]
    assert [line.replace("\xa0", " ") for line in row.when] == [
        "Après l’école : lundi, mardi, jeudi et vendredi de 15 h à 18 h"
    ]
    assert row.price.replace("\xa0", " ") == "environ 1,20 € par heure"
    assert row.ages == "de 2 ans et demi à 12 ans"
    assert row.said.replace("\xa0", " ") == "noté par la commune le 21 novembre 2026"
    assert ask().rows[0].when == ("Après l’école",)


def test_what_is_declared_for_later_is_not_shown_yet():
    owner = made.operator()
    made.made.full_place(owner, name="Demain")
    made.declare(owner, effective_on=TODAY + timedelta(days=1))
    assert not ask().rows


def test_the_same_queries_for_one_place_and_for_many(counted_queries):
    made.place(name="Seul")
    wanted = {"kind": AFTER, "age": 48, "price": Decimal(5), "accessible": True}
    ask(**wanted)
    with counted_queries() as one:
        assert len(ask(**wanted).rows) == 1
    owner = made.operator()
    made.publish_texts(owner, *(made.text() for _ in range(12)))
    ask(**wanted)
    with counted_queries() as ten:
        assert len(ask(**wanted).rows) == 13
    assert len(one) == len(ten), ten.sql
    assert len(ten) <= 8, ten.sql
