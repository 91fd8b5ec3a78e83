"""Where somebody means, however it is typed. No database: the communes are those of the list Préau carries."""

import pytest

from preau.foundation.territory.loading import listed
from preau.operators.search.vocabulary import Commune, Vocabulary, heard, names_of
from preau.operators.search.where import understand

WORDS = """
ecole communale ecoles marronniers lutins asbl accueil garderies notre dame libre athenee royal centre coccinelle
farfadets pirouettes joseph 7000 charleroi mons
"""


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    rows = [row for row in listed() if row["valid_to"] is None]
    communes = tuple(Commune(key, row["nis"], row["name"], row["slug"]) for key, row in enumerate(rows, 1))
    return Vocabulary(communes, frozenset(WORDS.split()), names_of(communes))


AS_WRITTEN = [
    ("Mons", "Mons"),
    ("MONS", "Mons"),
    ("liege", "Liège"),
    ("Saint Ghislain", "Saint-Ghislain"),
    ("saintghislain", "Saint-Ghislain"),
    ("St-Ghislain", "Saint-Ghislain"),
    ("brainelecomte", "Braine-le-Comte"),
    ("lalouviere", "La Louvière"),
    ("l eglise", "L’Église"),
    ("le roeulx", "Le Rœulx"),
    ("molenbeek", "Molenbeek-Saint-Jean"),
    ("fosses", "Fosses-la-Ville"),
]
MISTYPED = [
    ("charlroi", "Charleroi"),
    ("charelroi", "Charleroi"),
    ("saint ghislin", "Saint-Ghislain"),
    ("st gislain", "Saint-Ghislain"),
    ("lieje", "Liège"),
    ("Nameur", "Namur"),
    ("braine le compte", "Braine-le-Comte"),
    ("quievrin", "Quiévrain"),
    ("Kiévrain", "Quiévrain"),
    ("mouskron", "Mouscron"),
    ("soignie", "Soignies"),
    ("louviere", "La Louvière"),
    ("la louvierre", "La Louvière"),
    ("nivel", "Nivelles"),
    ("anderlechte", "Anderlecht"),
    ("schaerbeck", "Schaerbeek"),
    ("scharbeek", "Schaerbeek"),
    ("molenbek", "Molenbeek-Saint-Jean"),
    ("ixel", "Ixelles"),
    ("bruxelle", "Bruxelles"),
    ("flerus", "Fleurus"),
    ("chatelait", "Châtelet"),
    ("farcienne", "Farciennes"),
    ("dinan", "Dinant"),
    ("bastone", "Bastogne"),
    ("vervier", "Verviers"),
    ("serain", "Seraing"),
    ("herstale", "Herstal"),
    ("Enghein", "Enghien"),
    ("Binsh", "Binche"),
    ("estine", "Estinnes"),
    ("Quarenon", "Quaregnon"),
    ("ecausines", "Écaussinnes"),
    ("mont saint gibert", "Mont-Saint-Guibert"),
    ("ottigny louvain la neuve", "Ottignies-Louvain-la-Neuve"),
    ("teux", "Theux"),
]


def names(where):
    return [commune.name.replace("'", "’").replace("oe", "œ") for commune in where.communes]


@pytest.mark.parametrize(("typed", "meant"), AS_WRITTEN)
def test_a_name_is_understood_as_it_is_written(known, typed, meant):
    where = understand(typed, known)
    assert names(where) == [meant]
    assert not where.read_as
    assert not where.words


@pytest.mark.parametrize(("typed", "meant"), MISTYPED)
def test_a_mistyped_commune_is_found_and_said(known, typed, meant):
    where = understand(typed, known)
    assert names(where) == [meant]
    assert where.read_as
    assert not where.unknown


@pytest.mark.parametrize(
    ("typed", "locality", "commune"),
    [
        ("Jemappes", "Jemappes", "Mons"),
        ("jemape", "Jemappes", "Mons"),
        ("gosselie", "Gosselies", "Charleroi"),
        ("marchienne", "Marchienne-au-Pont", "Charleroi"),
        ("Louvin-la-Neuve", "Louvain-la-Neuve", "Ottignies-Louvain-la-Neuve"),
    ],
)
def test_a_locality_is_looked_for_within_its_commune(known, typed, locality, commune):
    where = understand(typed, known)
    assert names(where) == [commune]
    assert where.locality == locality
    assert where.words  # its own places first


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("les maroniers", ("marronniers",)),
        ("marroniers", ("marronniers",)),
        ("eccole comunale", ("ecole", "communale")),
        ("Athénée royal", ("athenee", "royal")),
    ],
)
def test_the_name_of_a_place_is_found_by_its_words(known, typed, words):
    where = understand(typed, known)
    assert where.words == words
    assert not where.communes


def test_a_place_and_a_commune_go_together(known):
    for typed in ("Lutins Mons", "les lutins à Mons", "lutin monss"):
        where = understand(typed, known)
        assert names(where) == ["Mons"], typed
        assert where.words == ("lutins",), typed


def test_what_no_place_bears_is_left_out_and_said(known):
    where = understand("stages Namur", known)
    assert names(where) == ["Namur"]
    assert where.ignored == ("stages",)
    assert not where.words


def test_postal_codes(known):
    assert names(understand("7000", known)) == ["Mons"]
    assert names(understand("7000 Mons", known)) == ["Mons"]
    assert names(understand("1040", known)) == ["Bruxelles", "Etterbeek"]
    assert names(understand("1040 Etterbeek", known)) == ["Etterbeek"]
    assert understand("9999", known).unknown


def test_a_village_heard_as_a_town_proposes_the_town(known):
    where = understand("Tournay", known)
    assert names(where) == ["Neufchâteau"]
    assert "Tournai" in where.proposals


def test_a_name_shared_by_two_communes_looks_in_both(known):
    assert names(understand("Saint-Denis", known)) == ["Mons", "La Bruyère"]


def test_names_with_a_word_in_common_are_never_taken_for_one_another(known):
    assert names(understand("Saint-Nicolas", known)) == ["Saint-Nicolas"]
    for typed in ("saint", "saint truiden", "rue de la gare"):
        where = understand(typed, known)
        assert where.unknown or "Saint-Ghislain" not in names(where), typed


@pytest.mark.parametrize("typed", ["xyzabc", "gand", "?", "de la", "a", "%", "''", "🎈", "1" * 90, "-" * 50])
def test_what_means_nothing_is_not_guessed(known, typed):
    where = understand(typed, known)
    assert not where.is_asked


def test_somebody_who_stopped_early_is_offered_names(known):
    where = understand("mon", known)
    assert where.unknown
    assert where.proposals[0] == "Mons"


def test_letters_heard_the_same_are_the_same():
    assert heard("quievrain") == heard("kievrin")
    assert heard("binche") == heard("binsh")
    assert heard("mons") != heard("ath")
