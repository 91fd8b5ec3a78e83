"""The queue as cards: what waits together is one decision, the most urgent first."""

from datetime import date

from preau.operators.models import Recognition
from preau.training.queue.cards import Order, Tab, cards, narrowed, tab_counts, with_hours
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made
from tests.training.queue.conftest import DAY

TODAY = staff.TODAY


def _named(order=Order.EXPIRY):
    return with_hours(cards(TODAY, order))


def test_a_body_that_waits_is_one_card_with_all_its_modules(waiting):
    module = waiting.typed("Cerf-Volant", "Jeux de cour", people=2).module
    other = made.module(module.provider, "Contes", status="proposed")
    waiting.typed("Cerf-Volant", "Contes", into=other)
    (card,) = _named()
    assert (card.name, card.title, card.people, card.hours, card.houses) == ("Cerf-Volant", "", 3, 18, 1)


def test_a_module_of_an_accepted_body_is_a_card_of_its_own(waiting):
    module = made.module(made.provider("Les Ateliers"), "Marelle", status="proposed")
    waiting.typed("Les Ateliers", "Marelle", into=module)
    (card,) = _named()
    assert (card.code, card.name, card.title) == (f"m{module.pk}", "Les Ateliers", "Marelle")


def test_what_is_decided_refused_removed_or_merged_away_does_not_wait(waiting):
    kept = made.module(made.provider(), "Marelle")
    waiting.typed("a", "b", into=kept)
    waiting.typed("c", "d", into=made.module(made.provider(), status="refused"))
    waiting.typed("e", "f", into=made.module(made.provider(status="refused"), status="proposed"))
    entry = waiting.typed("g", "h", into=made.module(made.provider(), status="proposed"))
    entry.records.update(removed_at=staff.NOW)
    alike = waiting.typed("i", "j").module
    alike.root = kept
    alike.save()
    assert _named() == []


def test_the_nearest_approval_to_end_comes_first_then_the_most_people(waiting):
    late = operators.operator(ZoneFactory())
    waiting.typed("Sans date, trois", "A", people=3)
    waiting.typed("Sans date, une", "B")
    made.other(late, [staff.person(late)], "Urgente", "C", DAY)
    Recognition.objects.create(operator=late, kind="atl_approval", valid_to=date(2027, 1, 14))
    Recognition.objects.create(operator=late, kind="affiliation", valid_to=date(2026, 12, 1))
    found = _named()
    assert [card.name for card in found] == ["Urgente", "Sans date, trois", "Sans date, une"]
    assert [card.expires for card in found] == [date(2027, 1, 14), None, None]


def test_an_approval_already_over_makes_nothing_urgent(waiting):
    waiting.typed("Cerf-Volant", "Jeux")
    Recognition.objects.create(operator=waiting.house, kind="atl_approval", valid_to=date(2020, 1, 1))
    assert _named()[0].expires is None


def test_tabs_words_and_hands_narrow_the_queue(waiting):
    asked = waiting.typed("Toupie", "Bienveillance").module
    asked.provider.status = "asked"
    asked.provider.assigned_to = waiting.officer.mandate
    asked.provider.save()
    waiting.typed("x", "y", into=made.module(made.provider("Été"), "Marelle", status="proposed"))
    found = _named()
    assert tab_counts(found) == {tab: len(narrowed(found, tab)) for tab in Tab}
    assert [card.name for card in narrowed(found, Tab.ASKED)] == ["Toupie"]
    assert [card.name for card in narrowed(found, Tab.MODULES)] == ["Été"]
    assert [card.name for card in narrowed(found, Tab.ALL, "ete MARELLE")] == ["Été"]
    assert [card.name for card in narrowed(found, Tab.ALL, mandate_id=waiting.officer.mandate.pk)] == ["Toupie"]


def test_the_same_number_of_queries_for_one_card_and_for_thirty(waiting, counted_queries):
    waiting.typed("Un", "Un")
    with counted_queries() as few:
        waiting.client.get("/formations/file/")
    for number in range(30):
        waiting.typed(f"Organisme {number}", f"Module {number}", people=2)
    with counted_queries() as many:
        page = waiting.client.get("/formations/file/")
    assert "31 décisions pour 61 enregistrements" in page.content.decode()
    assert len(many) <= len(few)
