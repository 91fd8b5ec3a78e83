"""French typography: what gets a no-break space, what never changes."""

from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.ui.loaders import spaced
from preau.foundation.ui.templatetags.preau import fr
from preau.foundation.ui.typography import NBSP, bullet_blocks, count_word, french, number, plural


def shown(text):
    """Make no-break spaces visible: `_`."""
    return text.replace(NBSP, "_")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Qu'est-ce que c'est ?", "Qu’est-ce que c’est_?"),
        ("Pourquoi? Parce que.", "Pourquoi_? Parce que."),
        ("Un plan : six actions ; rien d'autre", "Un plan_: six actions_; rien d’autre"),
        ("Titre: suite", "Titre_: suite"),
        ("« à préciser »", "«_à préciser_»"),
        ("«à préciser»", "«_à préciser_»"),
        ("10 h 42", "10_h_42"),
        ("7 jours, 12 enfants, 50 %, 1 207,50 €", "7_jours, 12_enfants, 50_%, 1_207,50_€"),
        ("6 038 habitants", "6_038 habitants"),
        ("le 12 2026", "le 12 2026"),
        ("art. 3/1, § 2", "art._3/1, §_2"),
        ("l'ONE et l'« avis »", "l’ONE et l’«_avis_»"),
    ],
)
def test_spaces_and_apostrophes(written, printed):
    assert shown(french(written)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.be/page?annee=2020:2021",
        "10:42",
        "poste1@exemple.be",
        "5' de pause",
        "<a href='?tri=nom&amp;page=2'>suite</a>",
        "&lt;b&gt;",
    ],
)
def test_left_alone(text):
    assert french(text) == text


@given(st.text())
def test_twice_changes_nothing_more(text):
    assert french(french(text)) == french(text)


@given(st.text(alphabet=st.characters(blacklist_characters="<>&'\"", blacklist_categories=["Cs"])))
def test_no_markup_appears(text):
    assert not set(french(text)) & set("<>&")


def test_the_filter_keeps_unsafe_text_unsafe_and_safe_text_safe():
    assert not hasattr(fr("<b>l'eau</b>"), "__html__")
    assert fr(mark_safe("<b>l&#x27;eau</b>")).__html__() == "<b>l’eau</b>"


def test_bullets_are_grouped():
    text = "Ce qui est prévu\n• écrire\n- réunir\n* publier\n\nEnsuite\n-5 degrés"
    assert bullet_blocks(text) == [
        ("p", ["Ce qui est prévu"]),
        ("ul", ["écrire", "réunir", "publier"]),
        ("p", ["Ensuite"]),
        ("p", ["-5 degrés"]),
    ]


def test_numbers():
    assert shown(number(6038)) == "6_038"
    assert shown(number(Decimal("31111"), 2)) == "31_111,00"
    assert shown(number(-1200)) == "-1_200"
    assert [shown(plural(n, "action")) for n in (0, 1, 2, 1000)] == [
        "0_action",
        "1_action",
        "2_actions",
        "1_000_actions",
    ]
    assert shown(plural(3, "travail", "travaux")) == "3_travaux"
    assert [count_word(1, feminine=True), count_word(2), count_word(16), count_word(17)] == [
        "une",
        "deux",
        "seize",
        "17",
    ]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<p>Qui ? Moi : {{ name }} !</p>", "<p>Qui\xa0? Moi\xa0: {{ name }}\xa0!</p>"),
        ("« {{ text }} »", "«\xa0{{ text }}\xa0»"),
        ('<a href="?q=a : b">{{ day|date:"j F" }}</a>', '<a href="?q=a\xa0: b">{{ day|date:"j F" }}</a>'),
        ("{% if a == b %}x{% endif %}", "{% if a == b %}x{% endif %}"),
    ],
)
def test_templates_are_read_with_french_spaces(source, read):
    assert spaced(source) == read
