"""How long a recognition lasts, what silence grants, when to renew."""

from datetime import date, timedelta

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.duration import (
    RecognitionTermQuestion,
    RenewalQuestion,
    TacitRecognitionQuestion,
    edd_recognition_term,
    edd_renewal,
    edd_tacit_recognition,
)
from preau.law.results import CannotCompute, Refused

ART_5 = "(décret EDD du 28 avril 2004, art. 5)"


@pytest.mark.parametrize(
    ("recognised_on", "first_end", "end", "first_year", "last_year"),
    [
        (date(2024, 11, 15), None, date(2029, 8, 31), "2024-2025", "2028-2029"),
        (date(2026, 10, 10), date(2029, 8, 31), date(2029, 8, 31), "2026-2027", "2028-2029"),
        (date(2026, 8, 26), None, date(2031, 8, 31), "2026-2027", "2030-2031"),
        (date(2026, 8, 23), None, date(2030, 8, 31), "2025-2026", "2029-2030"),
        (date(2027, 3, 22), None, date(2031, 8, 31), "2026-2027", "2030-2031"),
        (date(2013, 9, 1), None, date(2018, 8, 31), "2013-2014", "2017-2018"),
        (date(2026, 8, 31), date(2026, 8, 31), date(2026, 8, 31), "2026-2027", "2025-2026"),
        (date(2026, 10, 10), date(2031, 8, 31), date(2031, 8, 31), "2026-2027", "2030-2031"),
    ],
)
def test_the_end_of_a_recognition(recognised_on, first_end, end, first_year, last_year):
    answer = edd_recognition_term(RecognitionTermQuestion(recognised_on=recognised_on, first_school_end=first_end))
    assert (answer.end, answer.first_activity_year, answer.last_activity_year) == (end, first_year, last_year)
    assert answer.ends_with_first_school is (first_end is not None)


def test_one_may_grant_fewer_years():
    answer = edd_recognition_term(RecognitionTermQuestion(recognised_on=date(2024, 11, 15), years=1))
    assert (answer.end, answer.last_activity_year) == (date(2025, 8, 31), "2024-2025")
    assert answer.steps[1].text_fr == (
        "1 année d’activités, cinq au plus : la dernière est 2024-2025, et la reconnaissance prend fin le 31 août 2025."
    )


def test_the_explanation_of_an_end():
    question = RecognitionTermQuestion(recognised_on=date(2026, 10, 10), first_school_end=date(2029, 8, 31))
    answer = edd_recognition_term(question)
    assert [step.line for step in answer.steps] == [
        f"Reconnaissance le 10 octobre 2026 : l’année d’activités 2026-2027 est la première. {ART_5}",
        "5 années d’activités, cinq au plus : la dernière est 2030-2031, et la reconnaissance prendrait fin au plus "
        f"tard le 31 août 2031. {ART_5}",
        "La première école de devoirs du pouvoir organisateur est reconnue jusqu’au 31 août 2029 : toutes prennent fin "
        f"ce jour-là. {ART_5}",
        "Depuis 2022 l’année d’activités finit quelques jours avant le 31 août. Le 31 août de l’article est gardé : "
        "ces derniers jours restent couverts. L’autre lecture finirait avec l’année d’activités. (décret EDD du 28 "
        "avril 2004, art. 2, § 2)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "step", "step", "reading"]


@pytest.mark.parametrize(("year", "readings"), [(2016, 0), (2017, 0), (2018, 1)])
def test_the_reading_of_31_august_matters_since_2022_only(year, readings):
    answer = edd_recognition_term(RecognitionTermQuestion(recognised_on=date(year, 10, 1)))
    assert answer.end == date(year + 5, 8, 31)
    assert [step.kind for step in answer.steps].count("reading") == readings


@pytest.mark.parametrize(
    ("first_end", "message"),
    [
        (date(2029, 8, 30), "Une reconnaissance prend fin un 31 août : donnez ce jour."),
        (date(2029, 7, 31), "Une reconnaissance prend fin un 31 août : donnez ce jour."),
        (
            date(2026, 8, 31),
            "La reconnaissance de la première école de devoirs a déjà pris fin : donnez la fin de son renouvellement.",
        ),
        (date(2032, 8, 31), "Cette fin dépasse le 31 août 2031, la plus lointaine possible."),
    ],
)
def test_an_impossible_end_of_the_first_school(first_end, message):
    with pytest.raises(Refused) as refusal:
        edd_recognition_term(RecognitionTermQuestion(recognised_on=date(2026, 10, 10), first_school_end=first_end))
    assert (refusal.value.field, str(refusal.value)) == ("first_school_end", message)


@pytest.mark.parametrize("years", [0, 6])
def test_years_go_from_one_to_five(years):
    reply = ask("edd_recognition_term", f'{{"recognised_on": "2024-11-15", "years": {years}}}')
    assert (reply.ok, reply.error.field, reply.error.code) == (False, "years", "out_of_range")


def test_a_recognition_before_2013_is_not_known():
    reply = ask("edd_recognition_term", '{"recognised_on": "2012-11-15"}')
    assert (reply.error.code, reply.error.field) == ("cannot_compute", "recognised_on")


@pytest.mark.parametrize(
    ("complete_on", "last_day", "tacit_from", "term_end"),
    [
        (date(2026, 9, 30), date(2027, 1, 28), date(2027, 1, 29), date(2031, 8, 31)),
        (date(2026, 11, 21), date(2027, 3, 21), date(2027, 3, 22), date(2031, 8, 31)),
        (date(2026, 11, 30), date(2027, 3, 30), date(2027, 3, 31), date(2031, 8, 31)),
        (date(2027, 5, 3), date(2027, 8, 31), date(2027, 9, 1), date(2032, 8, 31)),
        (date(2060, 4, 25), date(2060, 8, 23), date(2060, 8, 24), None),
    ],
)
def test_tacit_recognition(complete_on, last_day, tacit_from, term_end):
    answer = edd_tacit_recognition(TacitRecognitionQuestion(complete_on=complete_on))
    assert (answer.last_day, answer.tacit_from, answer.term_end) == (last_day, tacit_from, term_end)
    assert answer.red_from == complete_on + timedelta(days=90)
    assert (answer.tacit, answer.convene_by) == (None, None)


@pytest.mark.parametrize(
    ("notified_on", "tacit", "sentence", "kind"),
    [
        (
            date(2027, 1, 28),
            False,
            "Décision notifiée le 28 janvier 2027, à temps : c’est elle qui vaut.",
            "step",
        ),
        (
            date(2027, 1, 29),
            True,
            "Décision notifiée le 29 janvier 2027, trop tard : la reconnaissance est déjà acquise.",
            "warning",
        ),
        (date(2026, 9, 30), False, "Décision notifiée le 30 septembre 2026, à temps : c’est elle qui vaut.", "step"),
        (None, None, "C’est la notification qui compte, et non la seule décision.", "step"),
    ],
)
def test_what_silence_gives(notified_on, tacit, sentence, kind):
    answer = edd_tacit_recognition(TacitRecognitionQuestion(complete_on=date(2026, 9, 30), notified_on=notified_on))
    assert answer.tacit is tacit
    article = "décret EDD du 28 avril 2004, art. 4"
    assert (sentence, article, kind) in [(step.text_fr, step.article, step.kind) for step in answer.steps]
    term = "La reconnaissance tacite vaudrait jusqu’au 31 août 2031."
    assert (f"{term} {ART_5}" in [step.line for step in answer.steps]) is (tacit is not False)
    lasting = (
        "Une reconnaissance tacite vaut jusqu’à son terme ou son retrait, même s’il manque une condition au dossier."
    )
    told = (lasting, "décret EDD du 28 avril 2004, art. 4 et 6", "reading")
    assert (told in [(step.text_fr, step.article, step.kind) for step in answer.steps]) is (tacit is not False)


def test_the_commission_is_convened_ten_working_days_before():
    question = TacitRecognitionQuestion(complete_on=date(2026, 11, 21), commission_meets_on=date(2027, 1, 14))
    answer = edd_tacit_recognition(question)
    assert answer.convene_by == date(2026, 12, 30)
    reading = (
        "Un silence n’accorde pas la dérogation à une seule implantation scolaire : elle demande une décision expresse "
        "après l’avis de la Commission, et ne suspend pas le délai. (décret EDD du 28 avril 2004, art. 7, § 3, 3°)"
    )
    lines = [step.line for step in answer.steps]
    assert reading in lines
    assert answer.steps[lines.index(reading)].kind == "reading"
    assert answer.steps[-1].day == date(2026, 12, 30)


def test_a_term_that_is_not_known_is_not_told():
    answer = edd_tacit_recognition(TacitRecognitionQuestion(complete_on=date(2060, 4, 25)))
    assert not [step for step in answer.steps if "tacite vaudrait" in step.text_fr]


def test_a_decision_follows_the_complete_file():
    reply = ask("edd_tacit_recognition", '{"complete_on": "2026-09-30", "notified_on": "2026-09-29"}')
    assert reply.error.field == "notified_on"
    assert reply.error.message == "La décision ne peut pas être notifiée avant que le dossier soit complet."


def test_silence_before_2013_is_not_known():
    with pytest.raises(CannotCompute) as refusal:
        edd_tacit_recognition(TacitRecognitionQuestion(complete_on=date(2013, 8, 31)))
    assert refusal.value.field == "complete_on"
    with pytest.raises(CannotCompute) as refusal:
        edd_renewal(RenewalQuestion(end=date(2013, 8, 31)))
    assert refusal.value.field == "end"


@pytest.mark.parametrize(
    ("end", "last_day", "safe_day"),
    [
        (date(2026, 8, 31), date(2026, 5, 3), date(2026, 4, 30)),
        (date(2027, 8, 31), date(2027, 5, 3), date(2027, 5, 3)),
        (date(2028, 8, 31), date(2028, 5, 3), date(2028, 5, 3)),
        (date(2029, 8, 31), date(2029, 5, 3), date(2029, 5, 3)),
        (date(2031, 8, 31), date(2031, 5, 3), date(2031, 5, 2)),
    ],
)
def test_when_to_renew(end, last_day, safe_day):
    answer = edd_renewal(RenewalQuestion(end=end))
    assert (answer.last_day, answer.safe_day, answer.silence_ends) == (last_day, safe_day, end)
    assert answer.alerts == tuple(end - timedelta(days=days) for days in (210, 180, 150, 135, 120))
    assert (answer.late, answer.gap_possible) == (None, None)


@pytest.mark.parametrize(
    ("filed_on", "complete_on", "late", "gap", "silence_ends"),
    [
        (date(2027, 5, 3), date(2027, 5, 3), False, False, date(2027, 8, 31)),
        (date(2027, 5, 3), date(2027, 5, 4), False, True, date(2027, 9, 1)),
        (date(2027, 5, 4), date(2027, 5, 4), True, True, date(2027, 9, 1)),
        (date(2027, 5, 3), None, False, None, date(2027, 8, 31)),
        (date(2027, 5, 4), None, True, None, date(2027, 8, 31)),
        (date(2027, 2, 1), date(2027, 2, 1), False, False, date(2027, 6, 1)),
    ],
)
def test_late_or_incomplete_renewals(filed_on, complete_on, late, gap, silence_ends):
    answer = edd_renewal(RenewalQuestion(end=date(2027, 8, 31), filed_on=filed_on, complete_on=complete_on))
    assert (answer.late, answer.gap_possible, answer.silence_ends) == (late, gap, silence_ends)
    warnings = [step.line for step in answer.steps if step.kind == "warning"]
    article = "(décret EDD du 28 avril 2004, art. 5, § 3)"
    assert warnings == [f"Demande déposée après ce jour : reçue, et signalée. {article}"] * bool(late) + [
        "L’ONE peut répondre après le 31 août 2027 : la reconnaissance peut s’interrompre, aucune prolongation tacite "
        f"n’existe. {article}"
    ] * bool(gap)


def test_the_explanation_of_a_renewal():
    answer = edd_renewal(RenewalQuestion(end=date(2026, 8, 31)))
    assert [step.line for step in answer.steps][-2:] == [
        "Dernier jour ouvrable sûr : le jeudi 30 avril 2026. (décret EDD du 28 avril 2004, art. 5, § 3)",
        "Dossier complet le 3 mai 2026 : l’ONE a jusqu’au 31 août 2026 pour répondre. (décret EDD du 28 avril 2004, "
        "art. 4)",
    ]
    assert date(2026, 5, 3) in [step.day for step in answer.steps]
    assert [step.day for step in answer.steps[-2:]] == [date(2026, 4, 30), date(2026, 8, 31)]
    complete = RenewalQuestion(end=date(2026, 8, 31), filed_on=date(2026, 3, 1), complete_on=date(2026, 3, 2))
    assert edd_renewal(complete).steps[-1].text_fr == (
        "Dossier complet le 2 mars 2026 : l’ONE a jusqu’au 30 juin 2026 pour répondre."
    )


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"end": date(2027, 8, 30)}, "end", "Une reconnaissance prend fin un 31 août : donnez ce jour."),
        ({"end": date(2027, 1, 31)}, "end", "Une reconnaissance prend fin un 31 août : donnez ce jour."),
        (
            {"end": date(2027, 8, 31), "complete_on": date(2027, 1, 4)},
            "filed_on",
            "Un dossier complet a un jour de dépôt : donnez-le.",
        ),
        (
            {"end": date(2027, 8, 31), "filed_on": date(2027, 1, 5), "complete_on": date(2027, 1, 4)},
            "complete_on",
            "Un dossier n’est pas complet avant son dépôt.",
        ),
    ],
)
def test_impossible_renewals(fields, field, message):
    with pytest.raises(Refused) as refusal:
        edd_renewal(RenewalQuestion(**fields))
    assert (refusal.value.field, str(refusal.value)) == (field, message)


def test_a_renewal_filed_after_the_end_is_none():
    reply = ask("edd_renewal", '{"end": "2027-08-31", "filed_on": "2027-09-01"}')
    assert (reply.error.field, reply.error.message) == (
        "filed_on",
        "La reconnaissance a déjà pris fin ce jour-là : c’est une nouvelle demande.",
    )
    assert ask("edd_renewal", '{"end": "2027-08-31", "filed_on": "2027-08-31"}').result["late"]
