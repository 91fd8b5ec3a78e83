"""Why a training may be refused: what is said of a body, of a module, of one person's hours."""

import pytest

from preau.law.training.refusals import REASONS, Refusable, reasons_for, refusal_reason


def test_every_reason_says_what_would_be_accepted_or_asks_for_words():
    assert all(reason.would_accept or reason.own_words for reason in REASONS)
    assert len({reason.code for reason in REASONS}) == len(REASONS)


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        (Refusable.PROVIDER, {"provider_not_entitled", "not_a_training", "other"}),
        (
            Refusable.RECORD,
            {"certificate_missing", "certificate_mismatch", "not_attended", "hours_not_proved", "other"},
        ),
    ],
)
def test_each_thing_has_its_own_reasons(about, codes):
    assert {reason.code for reason in reasons_for(about)} == codes


def test_a_module_is_never_refused_because_one_person_was_not_there():
    assert "not_attended" not in {reason.code for reason in reasons_for(Refusable.MODULE)}


def test_a_reason_is_found_by_its_code_and_no_other_is_invented():
    assert refusal_reason("outside_programme").article == "décret du 3 juillet 2003, art. 20, al. 3"
    with pytest.raises(KeyError):
        refusal_reason("outside")


@pytest.mark.parametrize("code", ["certificate_missing", "hours_not_proved"])
def test_what_a_certificate_must_state_is_in_the_order(code):
    assert refusal_reason(code).article == "arrêté du 3 décembre 2003, art. 18"
