"""Numbers as people paste them, and what is said of those that are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.ui import numbers

READERS = (numbers.enterprise_number, numbers.account, numbers.postal_code, numbers.phone)


@pytest.mark.parametrize(
    "text",
    [
        "0417497106",
        "0417.497.106",
        "BE 0417.497.106",
        "be0417497106",
        "417 497 106",
        "BE417497106",
        "TVA BE 0417.497.106",
        "T.V.A. BE 0417 497 106",
        " 0417-497-106 ",
        "N° 0417/497/106",
    ],
)
def test_an_enterprise_number_is_read_however_it_is_written(text):
    assert numbers.enterprise_number(text) == "0417497106"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0417.497.107", "faute de frappe"),
        ("0417.497.16", "faute de frappe"),
        ("12", "dix chiffres"),
        ("2417.497.106", "commence par 0 ou 1"),
        ("douze", "dix chiffres"),
        ("0" * 10, "dix chiffres"),
        ("0417.497.106.1", "dix chiffres"),
        ("٠٤١٧٤٩٧١٠٦", "dix chiffres"),
    ],
)
def test_a_wrong_enterprise_number_is_refused_with_an_example(text, said):
    with pytest.raises(ValueError, match=said) as refusal:
        numbers.enterprise_number(text)
    assert numbers.ENTERPRISE_EXAMPLE in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("BE68 5390 0754 7034", "BE68539007547034"),
        ("be68-5390-0754-7034", "BE68539007547034"),
        ("FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        ("BE83138811735115", "BE83138811735115"),  # a bank the list does not know yet
    ],
)
def test_an_account_is_kept_without_spaces(text, kept):
    assert numbers.account(text) == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BE68 5390 0754 7035", "faute de frappe"),
        ("BE41 0918 1173 5141", "faute de frappe"),  # right for Europe, wrong for Belgium
        ("BE68 5390 0754", "seize signes"),
        ("539-0075470-34", "pays compris"),
        ("compte", "faute de frappe"),
        ("", "pays compris"),
    ],
)
def test_a_wrong_account_is_refused_with_an_example(text, said):
    with pytest.raises(ValueError, match=said) as refusal:
        numbers.account(text)
    assert numbers.IBAN_EXAMPLE in str(refusal.value)


def test_an_account_is_told_by_its_end_alone():
    assert numbers.account_end("BE68539007547034") == "…7034"
    assert numbers.account_words("BE68539007547034") == "BE68 5390 0754 7034"
    assert (numbers.account_end(""), numbers.account_words(""), numbers.enterprise_words("")) == ("", "", "")


@pytest.mark.parametrize(("text", "kept"), [("7000", "7000"), (" B-7000", "7000"), ("be 1000", "1000")])
def test_a_postal_code_is_read(text, kept):
    assert numbers.postal_code(text) == kept


@pytest.mark.parametrize("text", ["0999", "70000", "7000 Mons", "٧٠٠٠", "abc"])
def test_a_wrong_postal_code_is_refused(text):
    with pytest.raises(ValueError, match="quatre chiffres, comme 7000"):
        numbers.postal_code(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("065/12.34.56", "065 12 34 56"),
        ("+32 (0)65 12 34 56", "065 12 34 56"),
        ("0032 470 12 34 56", "0470 12 34 56"),
        ("02 123 45 67", "02 123 45 67"),
        ("04 223 45 67", "04 223 45 67"),
        ("0800 12 345", "0800 12 345"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("00352 26 12 34 56", "+35226123456"),
    ],
)
def test_a_telephone_is_written_one_way(text, kept):
    assert numbers.phone(text) == kept
    assert numbers.phone(kept) == kept


@pytest.mark.parametrize("text", ["12", "065 12 34", "abc", "0٦5123456", "65 12 34 56", "+32"])
def test_a_wrong_telephone_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="comme 065 12 34 56"):
        numbers.phone(text)


@given(st.text(max_size=60))
def test_whatever_is_pasted_is_read_or_refused_in_words(text):
    for reader in READERS:
        try:
            kept = reader(text)
        except ValueError as refusal:
            assert str(refusal).endswith((".", "6"))
        else:
            assert reader(kept) == kept
            assert len(kept) <= 34
