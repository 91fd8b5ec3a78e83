"""The pages of the territory: who reads which zone, figures and the lists behind them, the map, the files."""

import io
import re

import pytest
from openpyxl import load_workbook

from preau.foundation.accounts.roles import Role
from preau.operators.models import PlaceWord, PublishedPlace, PublishedSlot
from preau.operators.search.words import UNKNOWN_OFFER
from preau.operators.territory import reading
from preau.operators.territory.reading import territory_of
from tests.factories import MunicipalityFactory, ZoneFactory, sign_in
from tests.operators import made
from tests.operators.territory.made import HOUR, officer, period, published

pytestmark = pytest.mark.django_db
MATRIX, PLACES, OPERATORS = "/territoire/", "/territoire/lieux/", "/territoire/operateurs/"


@pytest.fixture(autouse=True)
def _read_anew():
    reading.forget()


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def coordination(client, zone, at):
    at("2026-11-21")
    return sign_in(client, made.coordinator(zone).someone)


def text_of(answer):
    """Return the words of a page, without its tags, with plain spaces."""
    body = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return re.sub(r"[\s\u00a0\u202f]+", " ", body).replace("&#x27;", "'")


def figure_links(answer):
    return re.findall(r'<td[^>]*><a href="([^"]+)"><b>([^<]+)<', answer.content.decode())


def test_an_empty_zone_says_what_will_be_here(coordination):
    said = text_of(coordination.get(MATRIX))
    assert "Aucun lieu n’est publié dans cette zone" in said
    assert "Nombre d’enfants non fourni" in said
    assert "Aucun lieu n’est déclaré ouvert." in said


def test_figures_gaps_and_unknown_hours(coordination, zone):
    published(zone, [period()], [period(capacity=None), period("wednesday_afternoon", days=())], capacity=None)
    said = text_of(coordination.get(MATRIX))
    assert "Le mercredi après-midi, rien pour aucun âge à" in said
    assert "1 lieu ouvre à des heures inconnues : comptés nulle part" in said
    assert "+ 2 ? sans capacité connue" in said


def test_days_that_differ_are_named_and_doubts_shown(coordination, zone):
    published(zone, [period(days=(0, 1, 3)), period(days=(4,), ends=16 * HOUR + 30)], youngest_months=None)
    said = text_of(coordination.get(MATRIX))
    assert "rien 1 à voir" in said and "rien ven." in said
    assert "rien 1 à voir ven." not in said


def test_a_place_of_which_nothing_is_known_is_told(coordination, zone):
    published(zone, [period()])
    place = PublishedPlace.objects.get()
    PlaceWord.objects.create(place=place, word=UNKNOWN_OFFER)
    reading.forget()
    assert "1 dont 1 sans aucun horaire" in text_of(coordination.get(MATRIX))


def test_each_figure_is_as_long_as_the_list_behind_it(coordination, zone):
    published(
        zone,
        [period(), period("wednesday_afternoon", (2,), 12 * HOUR, 17 * HOUR)],
        [period(ends=17 * HOUR, youngest_months=36, oldest_months=72)],
        [period(days=(0, 1), starts=15 * HOUR + 30), period("weekend", (5,), 9 * HOUR, 12 * HOUR)],
        [period("short_holidays", range(5), 8 * HOUR + 30, 16 * HOUR, youngest_months=None, oldest_months=None)],
    )
    links = figure_links(coordination.get(MATRIX))
    assert len(links) > 50
    for address, figure in links:
        shown = coordination.get(address.replace("&amp;", "&"))
        title = re.search(r"<h1>(\d+)\D", shown.content.decode().replace("\u00a0", " "))
        if figure == "rien" or figure == "0":
            assert "à vérifier" in text_of(shown)
        else:
            assert title[1] == figure, address


def test_places_to_check_have_their_own_list(coordination, zone):
    published(zone, [period()], youngest_months=None)
    published(zone, [period()])
    asked = f"{PLACES}?periode=after_school&jour=0&heure=960&age=3-6"
    sure = text_of(coordination.get(asked))
    assert "1 lieu ouvert" in sure and "1 lieu à vérifier à cette heure" in sure
    doubtful = text_of(coordination.get(f"{asked}&verifier=1"))
    assert "Ouverts à cette heure, mais pour des âges qui ne sont pas connus" in doubtful


def test_the_map_is_beside_the_list_and_says_which_marks_are_approximate(coordination, zone):
    (known,) = published(zone, [period()], latitude="50.45410", longitude="3.95230")
    page = coordination.get(PLACES).content.decode()
    assert '<svg class="map"' in page and f'id="lieu-{known.pk}"' in page
    assert "Une marque vide est au milieu de la commune" in page


def test_a_break_is_asked_apart(coordination, zone):
    days = range(5)
    published(zone, [period("short_holidays", days, 8 * HOUR, 17 * HOUR, holidays=("automne",))])
    territory = territory_of(zone, made.TODAY)
    key = (made.commune_of(zone).pk, "short_holidays", 0, "")
    assert territory.tallies()[key].places[20] == 1
    assert territory.tallies("automne")[key].places[20] == 1
    assert key not in territory.tallies("hiver")
    assert "petits congés, rien pour aucun âge" in text_of(coordination.get(f"{MATRIX}?conge=hiver"))
    assert "petits congés, rien pour aucun âge" not in text_of(coordination.get(f"{MATRIX}?conge=automne"))


def test_two_communes_are_seen_apart_or_together(client, at):
    at("2026-11-21")
    there, other = MunicipalityFactory(), MunicipalityFactory()
    zone = ZoneFactory(municipalities=[there, other])
    sign_in(client, made.coordinator(zone).someone)
    published(zone, [period()], commune=there)
    both = text_of(client.get(MATRIX))
    assert f"Aucune heure n’est publiée pour {other.name}." in both
    alone = text_of(client.get(f"{MATRIX}?commune={there.pk}"))
    assert f"Aucune heure n’est publiée pour {other.name}." not in alone
    assert "1 lieu publié" in text_of(client.get(f"{PLACES}?commune={there.pk}"))
    assert "Aucun lieu ne répond" in text_of(client.get(f"{PLACES}?commune={other.pk}"))


def test_what_is_not_understood_asks_nothing(coordination, zone):
    published(zone, [period()])
    for query in ("jour=9", "commune=x", "conge=toussaint", "jour=%00", "heure=7", "age=99", "operateur=x", "soir=x"):
        for page in (MATRIX, PLACES):
            assert coordination.get(f"{page}?{query}").status_code == 200, query


def test_a_new_declaration_is_seen_at_once(coordination, zone):
    operator = made.operator(zone)
    made.full_place(operator, periods=(period(),))
    assert "Aucun lieu n’est publié" in text_of(coordination.get(MATRIX))
    made.declared(operator, zone)
    assert "Aucun lieu n’est publié" not in text_of(coordination.get(MATRIX))
    assert PublishedPlace.objects.count() == 1


def test_hours_that_ended_are_not_counted(zone, at):
    at("2026-11-21")
    published(zone, [period()])
    PublishedSlot.objects.update(last_day="2026-11-20")
    reading.forget()
    assert territory_of(zone, made.TODAY).slots == ()


def test_only_the_last_zones_are_kept(at):
    at("2026-11-21")
    zones = [ZoneFactory() for _ in range(reading.KEPT + 1)]
    first = territory_of(zones[0], made.TODAY)
    assert territory_of(zones[0], made.TODAY) is first
    for zone in zones[1:]:
        territory_of(zone, made.TODAY)
    assert territory_of(zones[0], made.TODAY) is not first


# -- who reads what ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER, Role.TRAINING_OFFICER])
def test_one_chooses_a_zone_then_reads_it(client, zone, at, role):
    at("2026-11-21")
    published(zone, [period()])
    sign_in(client, officer(role).person)
    assert f'<option value="{zone.slug}">' in client.get(MATRIX).content.decode()
    assert f'value="{zone.slug}"' in client.get(f"{MATRIX}?zone={zone.slug}").content.decode()
    for page in (MATRIX, PLACES, OPERATORS):
        assert client.get(f"{page}?zone={zone.slug}").status_code == 200
        assert client.get(f"{page}?zone=nulle-part").status_code == 404
        assert "Quel territoire voulez-vous lire" in text_of(client.get(page))
    links = figure_links(client.get(f"{MATRIX}?zone={zone.slug}"))
    assert all(f"zone={zone.slug}" in address for address, _ in links)


def test_one_without_anything_published_is_told_so(client, at):
    at("2026-11-21")
    sign_in(client, officer().person)
    for page in (MATRIX, "/territoire/fichier.csv"):
        assert "Aucun lieu n’est encore publié" in text_of(client.get(page))


def test_a_coordination_reads_its_own_zone_alone(coordination, zone):
    other = ZoneFactory()
    (place,) = published(other, [period()])
    assert coordination.get(f"{MATRIX}?zone={other.slug}").status_code == 404
    assert coordination.get(f"{MATRIX}?zone={zone.slug}").status_code == 200
    assert coordination.get(f"{PLACES}{place.pk}/").status_code == 404
    assert coordination.get(f"/territoire/fichier.csv?zone={other.slug}").status_code == 404


# -- files -------------------------------------------------------------------------------------------


def test_the_files_hold_what_the_page_shows(coordination, zone):
    published(zone, [period()], [period(ends=17 * HOUR)])
    commune = made.commune_of(zone)
    answer = coordination.get("/territoire/fichier.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="territoire-{zone.slug}-2026-11-21.csv"'
    written = answer.content.decode("utf-8-sig")
    assert f"{commune.name};Après l’école;lundi;16:00;16:30;3 à 6 ans;2;40;0;0" in written
    assert f"{commune.name};Après l’école;vendredi;17:30;18:00;Tous;1;20;0;0" in written
    assert "Le mercredi après-midi, rien pour aucun âge" in written
    assert f"{commune.name};Non fourni" in written
    book = load_workbook(io.BytesIO(coordination.get("/territoire/fichier.xlsx").content))
    assert book.sheetnames == ["Heures et âges", "Communes", "Manques", "À lire"]
    assert [cell.value for cell in book["Heures et âges"][2]][:3] == [commune.name, "Après l’école", "lundi"]
    assert coordination.get("/territoire/fichier.exe").status_code == 404


def test_no_cell_of_a_file_is_a_formula(client, at):
    at("2026-11-21")
    commune = MunicipalityFactory(name="=1+1")
    zone = ZoneFactory(municipalities=[commune])
    sign_in(client, made.coordinator(zone).someone)
    published(zone, [period()], commune=commune)
    assert "'=1+1;Après l’école" in client.get("/territoire/fichier.csv").content.decode()
    book = load_workbook(io.BytesIO(client.get("/territoire/fichier.xlsx").content))
    assert {cell.data_type for row in book["Heures et âges"] for cell in row} == {"s", "n"}


# -- the number of queries ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", [MATRIX, f"{MATRIX}?jour=2", PLACES, OPERATORS, "/territoire/fichier.csv"])
def test_as_many_queries_for_many_places_as_for_one(coordination, zone, counted_queries, page):
    published(zone, [period()])
    coordination.get(page)
    reading.forget()
    with counted_queries() as few:
        coordination.get(page)
    for _ in range(3):
        published(zone, [period()], [period(ends=17 * HOUR)], [period(youngest_months=None)])
    reading.forget()
    with counted_queries() as many:
        coordination.get(page)
    assert len(many) == len(few) <= 20, many.sql
    with counted_queries() as kept:
        coordination.get(page)
    assert len(kept) < len(many)
