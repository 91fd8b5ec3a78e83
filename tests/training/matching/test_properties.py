"""What must be true of any text: no crash, order kept, case and accents indifferent, an exact entry always found."""

import unicodedata
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from preau.training.matching import Catalogue, Decision, Encoding, Row, look_alikes, match, suggest
from preau.training.matching.words import read
from tests.training.matching.made import CATALOGUE, ROWS

NAMES = {row.id: row.name for row in ROWS}
PAIRS = [(NAMES[row.parent], row.name, row.hours, row.id) for row in ROWS if row.kind == "module"]
TEXTS = st.one_of(st.text(max_size=60), st.sampled_from([text for pair in PAIRS for text in pair[:2]]))
WORDS = st.text(alphabet="abcdeéèçoiu lmnrst'-", min_size=3, max_size=24)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.none() | st.decimals(0, 999, places=2)), max_size=6))
def test_any_text_is_answered_in_order(typed):
    asked = [Encoding(*one) for one in typed]
    answers = match(CATALOGUE, asked)
    assert answers == [match(CATALOGUE, [one])[0] for one in asked]
    for answer in answers:
        assert 0 <= answer.score <= 1
        assert (answer.decision is Decision.NONE) == (answer.organisation is None)
        assert answer.decision is not Decision.AUTO or answer.module is not None


@given(st.sampled_from(PAIRS), st.sampled_from([str.upper, str.lower, str.title]), st.booleans())
def test_an_entry_of_the_catalogue_is_settled_whatever_its_case_and_accents(pair, case, accents):
    organisation, module, hours, key = pair
    typed = [case(one) if accents else _plain(case(one)) for one in (organisation, module)]
    answer = match(CATALOGUE, [Encoding(*typed, hours)])[0]
    assert (answer.decision, answer.module) == (Decision.AUTO, key)


@given(TEXTS, TEXTS)
def test_case_and_accents_change_nothing(organisation, module):
    plain = match(CATALOGUE, [Encoding(_plain(organisation).lower(), _plain(module).lower())])[0]
    same = match(CATALOGUE, [Encoding(organisation, module)])[0]
    if (read(_plain(organisation).lower()), read(_plain(module).lower())) == (read(organisation), read(module)):
        assert [(one.module, one.score) for one in plain.candidates] == [
            (one.module, one.score) for one in same.candidates
        ]


def _plain(text):
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


WORDS = WORDS.filter(lambda text: read(text).words)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8), st.data())
def test_any_catalogue_can_be_asked_about_itself(names, data):
    rows = [Row("organisation", str(place), "", name) for place, (name, _) in enumerate(names)]
    rows += [Row("module", f"m{place}", str(place), title, (), Decimal(6)) for place, (_, title) in enumerate(names)]
    catalogue = Catalogue(rows)
    place = data.draw(st.integers(0, len(names) - 1))
    answer = match(catalogue, [Encoding(*names[place], Decimal(6))])[0]
    if answer.decision is Decision.AUTO:
        chosen = next(row for row in rows if row.kind == "module" and row.id == answer.module)
        assert _alike(chosen.name, names[place][1])
        assert _alike(names[int(chosen.parent)][0], names[place][0])
    suggest(catalogue, " ".join(names[place]))


def _alike(one, other):
    return sorted(read(one).joined.replace(" ", "")) == sorted(read(other).joined.replace(" ", "")) or (
        set(read(one).words) & set(read(other).words)
    )


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=12))
def test_every_encoding_is_in_exactly_one_cluster(typed):
    clusters = look_alikes(typed)
    assert sorted(member for one in clusters for member in one.members) == list(range(len(typed)))


@given(st.text(max_size=80))
def test_a_search_never_fails(words):
    assert len(suggest(CATALOGUE, words)) <= 8


@given(st.text(max_size=80))
def test_words_are_read_the_same_twice(text):
    once = read(text)
    assert once == read(text)
    assert all(word == word.lower() and " " not in word for word in once.words)
