"""What is impossible or surprising in the hours of a period, each with a sentence that says what to do. Pure.

Asked while typing and again when saving. What blocks cannot be saved; the rest is a question that stops nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from preau.law.care_offer import SCHOOL_WEEK_KINDS, WEEKDAYS_OF, CarePeriodKind
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS, fold, listed
from preau.operators.description import HoursText, PeriodText
from preau.operators.offer.hours import said_from_to, typed_minute

EARLIEST, LATEST = 5 * 60, 22 * 60
LESSONS_BEGIN, WEDNESDAY_NOON, AFTERNOON = 9 * 60 + 30, 11 * 60 + 30, 11 * 60 + 30
LONGEST, SHORTEST = 12 * 60, 15
MOST_STRETCHES = 2  # a day: closed at noon, say
EXAMPLE = "Écrivez l’heure comme 7h, 15h30 ou 1530"


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `weekday` (Monday 0) when it is about one; `blocks`: it cannot be saved so."""

    code: str
    sentence: str
    weekday: int | None = None
    blocks: bool = True
    field: str = ""


@dataclass(frozen=True)
class TypedHours:
    """What is typed in the two fields of one stretch (0 or 1) of a weekday."""

    weekday: int
    rank: int
    starts: str
    ends: str

    def name(self, end: str) -> str:
        """Return the name of the field, `end` being `from` or `to`."""
        return field_name(self.weekday, self.rank, end)


def field_name(weekday: int, rank: int, end: str) -> str:
    """Return the name of a field of the week: `d0_0_from`."""
    return f"d{weekday}_{rank}_{end}"


def read_week(typed: Iterable[TypedHours]) -> tuple[tuple[HoursText, ...], list[Finding]]:
    """Return the hours that can be read, in the order of the week, and what cannot, field by field."""
    hours: list[HoursText] = []
    findings: list[Finding] = []
    for one in typed:
        found = _read(one, findings)
        if found is not None:
            hours.append(found)
    return tuple(sorted(hours, key=lambda one: (one.weekday, one.starts))), findings


def _read(one: TypedHours, findings: list[Finding]) -> HoursText | None:
    written = {"from": one.starts.strip(), "to": one.ends.strip()}
    if not any(written.values()):
        return None
    day = WEEKDAYS[one.weekday]
    minutes: dict[str, int] = {}
    for end, text in written.items():
        words = "le début" if end == "from" else "la fin"
        if not text:
            sentence = f"Donnez aussi {words}, le {day}"
            findings.append(Finding("half", sentence, one.weekday, field=one.name(end)))
            continue
        try:
            minutes[end] = typed_minute(text)
        except ValueError:
            findings.append(Finding("unreadable", f"{EXAMPLE}, le {day}", one.weekday, field=one.name(end)))
    if len(minutes) < len(written):
        return None
    if minutes["to"] <= minutes["from"]:
        sentence = (
            f"Le {day}, la fin vient après le début : {clock_words(minutes['from'])}, puis une heure plus tardive"
        )
        findings.append(Finding("end_before_start", sentence, one.weekday, field=one.name("to")))
        return None
    return HoursText(weekday=one.weekday, starts=minutes["from"], ends=minutes["to"])


def check_period(period: PeriodText, others: Sequence[PeriodText] = ()) -> list[Finding]:
    """Return what blocks or surprises in a period, beside the other periods of its place."""
    return [
        *_weekdays(period),
        *_within(period),
        *(finding for other in others for finding in _against(period, other)),
        *_surprises(period),
        *_days(period),
    ]


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Keep those that cannot be saved."""
    return [one for one in findings if one.blocks]


def _weekdays(period: PeriodText) -> Iterator[Finding]:
    """The weekdays on which such a period cannot fall."""
    kind = CarePeriodKind(period.kind)
    for weekday in sorted({one.weekday for one in period.hours} - WEEKDAYS_OF[kind]):
        day = WEEKDAYS[weekday]
        sentence = f"« {kind.words} » ne tombe pas le {day} : videz ces heures."
        if kind is CarePeriodKind.AFTER_SCHOOL and weekday == 2:
            sentence = "Le mercredi, notez ces heures dans la période « Mercredi après-midi » et videz-les ici."
        yield Finding("weekday", sentence, weekday, field=field_name(weekday, 0, "from"))


def _within(period: PeriodText) -> Iterator[Finding]:
    """Two stretches of the same day that overlap."""
    for first, second in _pairs(period.hours):
        if _overlap(first, second):
            day = WEEKDAYS[first.weekday]
            sentence = (
                f"Le {day}, {said_from_to(first.starts, first.ends)} et {said_from_to(second.starts, second.ends)} se "
                "chevauchent : faites-en une seule plage, ou changez une heure."
            )
            yield Finding("overlap_within", sentence, first.weekday, field=field_name(first.weekday, 1, "from"))


def _pairs(hours: Sequence[HoursText]) -> Iterator[tuple[HoursText, HoursText]]:
    return ((one, two) for rank, one in enumerate(hours) for two in hours[rank + 1 :])


def _overlap(one: HoursText, two: HoursText) -> bool:
    return one.weekday == two.weekday and one.starts < two.ends and two.starts < one.ends


def _against(period: PeriodText, other: PeriodText) -> Iterator[Finding]:
    """The hours another period of the place holds already: for the same children, on the same days."""
    if not same_days(period, other) or not same_children(period, other):
        return
    clashes = {one.weekday: two for one in period.hours for two in other.hours if _overlap(one, two)}
    for weekday, two in sorted(clashes.items()):
        sentence = (
            f"Le {WEEKDAYS[weekday]}, « {words_of(other)} » est déjà ouvert de {said_from_to(two.starts, two.ends)} : "
            "changez les heures, ou donnez à chacune sa précision (« maternelles », « primaires ») ou ses âges."
        )
        yield Finding("overlap", sentence, weekday, field=field_name(weekday, 0, "from"))


def same_days(one: PeriodText, two: PeriodText) -> bool:
    """Tell whether two periods can fall on the same days: the same part of the year, between the same dates."""
    kinds = {CarePeriodKind(one.kind), CarePeriodKind(two.kind)}
    if len(kinds) > 1 and not kinds <= SCHOOL_WEEK_KINDS:
        return False
    if one.holidays and two.holidays and not set(one.holidays) & set(two.holidays):
        return False
    starts = [day for day in (one.first_day, two.first_day) if day]
    ends = [day for day in (one.last_day, two.last_day) if day]
    return not starts or not ends or max(starts) <= min(ends)


def same_children(one: PeriodText, two: PeriodText) -> bool:
    """Tell whether two periods can be for the same children: not told apart by their precision, nor by their ages."""
    if fold(one.label) != fold(two.label):
        return False
    for younger, older in ((one, two), (two, one)):
        if None not in (younger.oldest_months, older.youngest_months) and (
            (younger.oldest_months or 0) <= (older.youngest_months or 0)
        ):
            return False
    return True


def words_of(period: PeriodText) -> str:
    """Return a period in French, with its precision."""
    words = CarePeriodKind(period.kind).words
    return f"{words} ({period.label})" if period.label else words


def _surprises(period: PeriodText) -> Iterator[Finding]:
    """Hours that can be right and seldom are: asked, never refused. One finding for all the days alike."""
    kind = CarePeriodKind(period.kind)
    before, after = kind is CarePeriodKind.BEFORE_SCHOOL, kind is CarePeriodKind.AFTER_SCHOOL
    wednesday = kind is CarePeriodKind.WEDNESDAY_AFTERNOON
    asked = (
        ("early", lambda one: one.starts < EARLIEST, f"avant {clock_words(EARLIEST)}"),
        ("late", lambda one: one.ends > LATEST, f"après {clock_words(LATEST)}"),
        (
            "wednesday",
            lambda one: wednesday and one.starts < WEDNESDAY_NOON,
            f"dès avant {clock_words(WEDNESDAY_NOON)}",
        ),
        ("lessons", lambda one: before and one.ends > LESSONS_BEGIN, f"jusqu’après {clock_words(LESSONS_BEGIN)}"),
        ("afternoon", lambda one: after and one.starts < AFTERNOON, f"dès avant {clock_words(AFTERNOON)}"),
        ("long", lambda one: one.ends - one.starts > LONGEST, "plus de douze heures d’affilée"),
        ("short", lambda one: one.ends - one.starts < SHORTEST, "moins d’un quart d’heure"),
    )
    for code, strange, words in asked:
        days = sorted({one.weekday for one in period.hours if strange(one)})
        if days:
            named = listed(f"le {WEEKDAYS[day]}" for day in days)
            sentence = f"{named[0].upper()}{named[1:]}, {words} : vérifiez, puis enregistrez si c’est bien cela."
            yield Finding(code, sentence, days[0], blocks=False)


def _days(period: PeriodText) -> Iterator[Finding]:
    """What the period says of its days, beside its hours."""
    if not period.hours:
        yield Finding("no_hours", "Donnez les heures d’au moins un jour de la semaine.", blocks=False)
    if period.kind == CarePeriodKind.SHORT_HOLIDAYS and not period.holidays:
        sentence = (
            "Aucun congé n’est coché : cette période vaut pour les quatre. Cochez les vôtres si ce n’est pas le cas."
        )
        yield Finding("all_breaks", sentence, blocks=False, field="holidays")
    if period.kind == CarePeriodKind.LONG_HOLIDAYS and not period.holidays:
        sentence = "Aucune semaine n’est cochée : cette période vaut pour tout l’été. Cochez les vôtres sinon."
        yield Finding("all_summer", sentence, blocks=False, field="holidays")
