"""The links of a chain: acts known in part, refused or in time, and the words of each state."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.results import Refused
from preau.law.time_limits import limit
from tests.law.chains.roads import FIRST, acts, amendment, programme


def test_a_receipt_that_is_not_known_is_supposed_on_the_day_of_sending_and_said():
    _, links = programme(done={"D13": acts(adopted="2027-09-23"), "D14": acts(sent="2027-10-01")})
    assert (links["D15"].starts_on, links["D15"].assumed, links["D15"].state) == (date(2027, 10, 1), True, "waits")
    assert (links["D15"].steps[0].line, links["D15"].steps[0].kind) == (
        "La date de réception n’est pas connue : on compte comme si c’était le vendredi 1er octobre 2027.",
        "warning",
    )
    assert links["D15"].due == date(2027, 12, 30)


def test_an_act_known_only_by_a_later_date_was_done_by_then():
    done = {"D13": acts(adopted="2027-09-23")}
    _, links = programme(done={**done, "D14": acts(received="2027-10-08")})
    assert (links["D14"].done_on, links["D14"].state) == (date(2027, 10, 8), "done_in_time")
    _, links = programme(done={**done, "D14": acts(received="2027-10-11")})
    assert (links["D14"].due, links["D14"].state) == (date(2027, 10, 8), "done")
    _, links = programme(done={**done, "D14": acts(sent="2027-10-11")})
    assert links["D14"].state == "done_late"
    _, links = programme(done={"D10": acts(sent="2027-02-01"), "D11": acts(sent="2027-06-01")})
    assert (links["D11"].done_on, links["D11"].state, links["D12"].starts_on) == (
        date(2027, 6, 1),
        "done_in_time",
        date(2027, 6, 1),
    )


def test_an_act_that_rests_on_a_supposed_start_is_done_and_no_more_is_said():
    _, links = programme(done={"D12": acts(sent="2027-08-01")})
    assert (links["D12"].state, links["D12"].due) == ("done", date(2027, 9, 10))
    _, links = programme(council=(), done={"D14": acts(sent="2027-12-01")})
    assert (links["D14"].state, links["D14"].due, links["D15"].starts_on) == ("done", None, date(2027, 12, 1))


def test_the_line_of_each_state():
    done = {
        "D10": acts(sent="2027-02-15"),
        "D11": acts(sent="2027-06-01"),
        "D13": acts(adopted="2027-07-01"),
        "D14": acts(received="2027-08-01"),
    }
    found, _ = programme(council=(), done=done)
    lines = [step.line for step in found.steps]
    for expected in (
        "Transmettre copie de l’état des lieux à l’Observatoire (D10) : fait le lundi 15 février 2027, en retard ; le "
        "dernier jour était le vendredi 12 février 2027. (décret du 3 juillet 2003, art. 7, al. 3)",
        "Établir la ou les propositions de programme CLE (D11) : fait le mardi 1er juin 2027, à temps ; le dernier "
        "jour est le jeudi 15 juillet 2027. (décret du 3 juillet 2003, art. 8)",
        "Renvoyer la proposition de programme CLE à la commune, amendée ou non, avec les notes de minorité (D12) : le "
        "dernier jour est le lundi 2 août 2027. (décret du 3 juillet 2003, art. 9, al. 2)",
        "Arrêter la décision sur la proposition de programme CLE (D13) : fait le jeudi 1er juillet 2027, à temps. "
        "(décret du 3 juillet 2003, art. 10)",
        "Transmettre la proposition adoptée et les pièces de son élaboration à la commission d’agrément (D14) : fait "
        "le dimanche 1er août 2027 ; le dernier jour est le vendredi 16 juillet 2027 ; à temps "
        "ou non, ce n’est pas établi. (décret du 3 juillet 2003, art. 11)",
        "Communiquer la décision d’agrément à la commune et à la commission (D19) : attend la réception de l’avis de "
        "la commission par l’ONE ; au plus tard, le dernier jour est le lundi 3 janvier 2028. "
        "(décret du 3 juillet 2003, art. 24)",
        "Pas encore de date pour la réception de l’avis de la commission par l’ONE : on compte depuis le dernier "
        "jour de D15, le mardi 2 novembre 2027.",
    ):
        assert expected in lines, expected


@pytest.mark.parametrize(
    ("done", "field", "message"),
    [
        ({"D99": {}}, "done.D99", "« D99 » n’est pas un maillon de cette chaîne."),
        ({"D16": {"sent": "2028-01-01"}}, "done.D16", "« D16 » n’est pas un maillon de cette chaîne."),
        (
            {"D14": {"sent": "2027-10-05", "received": "2027-10-04"}},
            "done.D14.received",
            "Un acte est adopté, puis envoyé, puis reçu : la date de réception ne peut pas précéder les autres.",
        ),
        (
            {"D11": {"adopted": "2027-10-05", "sent": "2027-10-04"}},
            "done.D11.sent",
            "Un acte est adopté, puis envoyé, puis reçu : la date d’envoi ne peut pas précéder les autres.",
        ),
        (
            {"D13": {"adopted": "2027-09-23"}, "D14": {"sent": "2027-09-22"}},
            "done.D14.sent",
            "Cet acte ne peut pas précéder le 23 septembre 2027 : il attend l’adoption par le conseil communal.",
        ),
        (
            {"D10": {"sent": "2026-09-14"}},
            "done.D10.sent",
            "Cet acte ne peut pas précéder le 15 septembre 2026 : il attend la première réunion de la CCA.",
        ),
    ],
)
def test_impossible_acts_are_refused(done, field, message):
    reply = ask("cle_programme_chain", json.dumps({"first_meeting": "2026-09-15", "done": done}))
    assert not reply.ok
    assert (reply.error.field, reply.error.message) == (field, message)


def test_acts_of_the_same_day_are_possible():
    done = {"D10": acts(sent="2026-09-15"), "D11": acts(adopted="2026-09-15", sent="2026-09-15", received="2026-09-15")}
    _, links = programme(done=done)
    assert links["D12"].starts_on == FIRST


@pytest.mark.parametrize("rule_id", ["cle_programme_chain", "cle_amendment_chain", "annual_plan_chain"])
def test_the_examples_are_answered(rule_id):
    reply = ask(rule_id, json.dumps(known_rule(rule_id).example))
    assert reply.ok
    assert reply.result["links"]


def test_refused_is_raised_in_process_too():
    with pytest.raises(Refused):
        programme(done={"D98": acts()})


def test_a_link_says_who_owes_it_what_follows_and_how_it_is_counted():
    found, links = programme()
    for link in found.links:
        own = limit(link.id)
        assert (link.owed_by, link.consequence, link.title) == (own.owed_by, own.consequence, own.title)
        assert link.soft is False
    assert [(step.line, step.day) for step in links["D11"].steps] == [
        (
            "Pas encore de date pour la remise de l’état des lieux à l’Observatoire : on compte depuis le dernier jour "
            "de D10, le vendredi 12 février 2027.",
            date(2027, 2, 12),
        ),
        (f"{limit('D11').reading} (décret du 3 juillet 2003, art. 8)", None),
        (
            "Le vendredi 12 février 2027 (remise de l’état des lieux à l’Observatoire) ne compte pas. "
            "(décret du 3 juillet 2003, art. 1er, 7°)",
            date(2027, 2, 12),
        ),
        (
            "150 jours calendrier : le dernier jour est le lundi 12 juillet 2027, compris jusqu’à minuit. "
            "(décret du 3 juillet 2003, art. 8)",
            date(2027, 7, 12),
        ),
    ]
    headings = [step for step in found.steps if step.text_fr.startswith(f"{links['D11'].title} (D11)")]
    assert [step.day for step in headings] == [date(2027, 7, 12)]


def test_the_days_of_the_lines():
    _, links = programme(done={"D13": acts(adopted="2027-09-23"), "D14": acts(sent="2027-10-01")})
    assert links["D15"].steps[0].day == date(2027, 10, 1)
    assert links["D14"].steps[0].day == date(2027, 9, 23)
    found, _ = programme(loop=True)
    assert found.steps[2].day == date(2028, 3, 4)
    assert amendment()[0].steps[0].day == amendment(changed_by_cca=True)[0].steps[0].day == date(2026, 11, 2)
    _, links = programme(done={"D20": acts(started="2028-02-01"), "D22": acts(sent="2030-06-01")})
    assert links["D23"].steps[-1].day == date(2032, 2, 2)
    assert not any("dépasseraient" in step.text_fr for step in programme()[1]["D23"].steps)


def test_the_words_of_what_is_not_known():
    found, _ = programme(council=(), done={"D14": acts(sent="2027-12-01")})
    lines = [step.line for step in found.steps]
    assert (
        "Arrêter la décision sur la proposition de programme CLE (D13) : impossible à calculer : dates des séances du "
        "conseil communal inconnues. (décret du 3 juillet 2003, art. 10)"
    ) in lines
    assert (
        "Transmettre la proposition adoptée et les pièces de son élaboration à la commission d’agrément (D14) : fait "
        "le mercredi 1er décembre 2027 ; à temps ou non, ce n’est pas établi. (décret du 3 juillet 2003, art. 11)"
    ) in lines
    assert "XX" not in " ".join(lines)
    assert next(link for link in found.links if link.id == "D12").why == ""


def test_only_the_beginning_of_an_unknown_link_is_repeated():
    with pytest.raises(Refused) as raised:
        programme(done={"D" * 70: acts()})
    assert str(raised.value) == f"« {'D' * 60} » n’est pas un maillon de cette chaîne."
