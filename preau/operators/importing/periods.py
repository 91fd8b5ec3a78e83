"""The hours and prices of the lines of a list, put in the periods of their place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from preau.foundation.documents.workbooks.words import folded
from preau.law.care_offer import BREAKS, UNIT_WORDS, WEEKDAYS_OF, CarePeriodKind, FeeUnit
from preau.law.words import WEEKDAYS, listed
from preau.operators.description import ActivityText, FeeText, HoursText
from preau.operators.importing.drafts import At, Draft, Notes, PeriodDraft, PlaceDraft
from preau.operators.importing.headings import BARE, WHOLE, Column
from preau.operators.importing.headings import bare as bare_words
from preau.operators.importing.headings import every as every_word
from preau.operators.importing.hours import Stretch
from preau.operators.importing.labels import HOLIDAYS_IN_DOUBT, kind_words
from preau.operators.importing.proposal import Option
from preau.operators.importing.unread import Unread
from preau.operators.offer.hours import said_from_to

MORNING_ENDS, AFTERNOON_STARTS, NOON = 9 * 60 + 30, 14 * 60 + 30, 11 * 60
SCHOOL_DAYS = (0, 1, 2, 3, 4)
USUAL_DAYS: dict[str, tuple[int, ...]] = {
    CarePeriodKind.BEFORE_SCHOOL: SCHOOL_DAYS,
    CarePeriodKind.AFTER_SCHOOL: (0, 1, 3, 4),
    CarePeriodKind.WEDNESDAY_AFTERNOON: (2,),
    CarePeriodKind.SHORT_HOLIDAYS: SCHOOL_DAYS,
    CarePeriodKind.LONG_HOLIDAYS: SCHOOL_DAYS,
}
NOT_KNOWN = Option("-", "Je ne sais pas : laisser vide")
HOLIDAYS = (
    Option("short_holidays", "Les petits congés scolaires"),
    Option("long_holidays", "Les vacances d’été"),
    Option("short_holidays,long_holidays", "Les petits congés et les vacances d’été"),
    NOT_KNOWN,
)
WEEKEND = (Option("5", "Le samedi"), Option("6", "Le dimanche"), Option("5,6", "Les deux jours"), NOT_KNOWN)
UNITS = (*(Option(str(unit), UNIT_WORDS[unit]) for unit in FeeUnit if unit is not FeeUnit.FREE), NOT_KNOWN)


class Kind(NamedTuple):
    """A period as a list names it: its kind, the breaks it is told for, its weekday when the name gives it."""

    kind: str
    breaks: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()


class Asked(NamedTuple):
    """Where a doubt stands and what is already answered: the name of the question begins with `key`."""

    key: str
    answers: Mapping[str, str]
    notes: Notes
    at: At
    owner: Draft
    title: str = ""  # of the column

    def answer(self, about: str, found: str, sentence: str, options: tuple[Option, ...]) -> list[str]:
        """Return the values answered, none while nobody answered; the question is then put."""
        key = f"{about}:{self.key}"
        given = self.answers.get(key)
        if given not in {option.value for option in options}:
            self.notes.ask(key, self.at.sheet, self.at.cell, found, sentence, options)
            return []
        return [] if given in (None, NOT_KNOWN.value) else given.split(",")


def kinds_named(name: str, asked: Asked, found: str = "") -> list[Kind]:
    """Return the periods that a kind of the lexicon stands for: « congés » alone, in a cell or a heading, is asked."""
    if name == HOLIDAYS_IN_DOUBT:
        found = found or asked.title
        sentence = f"« {found} » : de quels congés s’agit-il ?"
        return [Kind(kind) for kind in asked.answer("holidays", found, sentence, HOLIDAYS)]
    if name in BREAKS:
        return [Kind(CarePeriodKind.SHORT_HOLIDAYS, (name,))]
    return [Kind(name)]


def kinds_of(text: str, asked: Asked) -> list[Kind]:
    """Return the periods a cell names: « Matin », « Mercredi », « Congé d’automne ». Raises Unread."""
    column = WHOLE.get(every_word(text)) or BARE.get(bare_words(text))
    if column is not None and column.kind:
        return kinds_named(column.kind, asked, text)
    if column is not None and column.weekday == 2:
        return [Kind(CarePeriodKind.WEDNESDAY_AFTERNOON, (), (2,))]
    if column is not None and column.weekday in {5, 6}:
        return [Kind(CarePeriodKind.WEEKEND, (), (column.weekday,))]
    for kind in CarePeriodKind:
        if folded(text) == folded(kind.words):
            return [Kind(kind)]
    known = listed(f"« {kind.words} »" for kind in CarePeriodKind).replace(" et ", " ou ")
    raise Unread(f"« {text} » n’est pas une période connue. Écrivez {known}.", known)


def guessed_kind(weekday: int | None, starts: int, ends: int) -> str:
    """Return the period that hours can only belong to in a week of lessons, "" when they may belong to several."""
    if weekday is not None and weekday >= 5:
        return CarePeriodKind.WEEKEND
    if ends <= MORNING_ENDS:
        return CarePeriodKind.BEFORE_SCHOOL
    if weekday == 2 and starts >= NOON:
        return CarePeriodKind.WEDNESDAY_AFTERNOON
    if weekday != 2 and starts >= AFTERNOON_STARTS:
        return CarePeriodKind.AFTER_SCHOOL
    return ""


def period_of(place: PlaceDraft, kind: Kind, label: str, number: str, at: At) -> PeriodDraft:
    """Return the period of a place, begun when its lines have not named it yet."""
    key = ("n", number) if number else (kind.kind, label and folded(label), kind.breaks)
    if key not in place.periods:
        made = PeriodDraft(at)
        made.facts |= {"kind": str(kind.kind), "label": label, "holidays": kind.breaks}
        place.periods[key] = made
    return place.periods[key]


class Line(NamedTuple):
    """What a line says of its periods: named, on which days, how told apart, by which number."""

    kinds: list[Kind]
    weekdays: tuple[int, ...]
    label: str
    number: str


class Known(dict[Any, tuple[tuple[Kind, int], ...]]):
    """The periods and weekdays of hours already met in a table: most lines of a list say the same as another."""

    def days(self, line: Line, column: Column, stretch: Stretch, asked: Asked) -> tuple[tuple[Kind, int], ...]:
        """Return the periods and weekdays on which a stretch of hours falls; what asks or refuses is not kept."""
        key = (column, stretch, tuple(line.kinds), line.weekdays)
        found = self.get(key)
        if found is None:
            said = len(asked.notes.errors) + len(asked.notes.questions)
            found = tuple(_days_of(line, column, stretch, asked))
            if said == len(asked.notes.errors) + len(asked.notes.questions):
                self[key] = found
        return found


def put_hours(
    place: PlaceDraft, line: Line, column: Column, stretches: Sequence[Stretch], asked: Asked, known: Known
) -> list[PeriodDraft]:
    """Put the hours of one cell, or of two with their start and end, in the periods of the place; return these."""
    touched: list[PeriodDraft] = []
    for stretch in stretches:
        for kind, weekday in known.days(line, column, stretch, asked):
            period = period_of(place, kind, line.label, line.number, asked.at)
            _put_one(period, HoursText(weekday=weekday, starts=stretch.starts, ends=stretch.ends), asked)
            if period not in touched:
                touched.append(period)
    return touched


def _put_one(period: PeriodDraft, hours: HoursText, asked: Asked) -> None:
    for known, at in period.hours.items():
        if known == hours:
            return
        if known.weekday == hours.weekday and known.starts < hours.ends and hours.starts < known.ends:
            found = said_from_to(hours.starts, hours.ends)
            there = said_from_to(known.starts, known.ends)
            asked.owner.wrong(
                asked.notes,
                asked.at,
                found,
                "des heures qui ne se chevauchent pas",
                f"le {WEEKDAYS[hours.weekday]}, {found} chevauche {there} (cellule {at.cell}) dans la même période. "
                "Gardez une seule plage, ou donnez à chacune sa précision.",
            )
            return
    period.hours[hours] = asked.at


def _days_of(line: Line, column: Column, stretch: Stretch, asked: Asked) -> Iterator[tuple[Kind, int]]:
    """Yield each period and weekday on which a stretch of hours falls; what is in doubt is asked and not yielded."""
    named = stretch.kind or column.kind
    kinds = kinds_named(named, asked) if named else line.kinds
    if named and not kinds:
        return
    weekday = () if column.weekday is None else (column.weekday,)
    told = stretch.weekdays or weekday or line.weekdays
    if not kinds:
        for day in told or (None,):
            for kind in _guessed(day, stretch, asked):
                yield from _on(kind, () if day is None else (day,), asked)
        return
    for kind in kinds:
        yield from _on(kind, told or kind.weekdays, asked, stretch)


def _on(kind: Kind, told: tuple[int, ...], asked: Asked, stretch: Stretch | None = None) -> Iterator[tuple[Kind, int]]:
    weekdays = told or USUAL_DAYS.get(kind.kind, ())
    if not weekdays:
        sentence = "« Week-end » : quels jours ?"
        weekdays = tuple(int(day) for day in asked.answer("weekend", "Week-end", sentence, WEEKEND))
    elif not told and len(weekdays) > 1:
        days = "du lundi au vendredi" if weekdays == SCHOOL_DAYS else "les lundis, mardis, jeudis et vendredis"
        words = kind_words(kind.kind)
        sentence = f"faute de jours, « {words} » est lu : {days}. Partout dans cette liste."
        asked.notes.once(f"days:{kind.kind}", asked.at.sheet, asked.at.cell, words, sentence)
    for day in weekdays:
        if day == 2 and kind.kind == CarePeriodKind.AFTER_SCHOOL and stretch and stretch.starts >= NOON:
            sentence = "les heures du soir qui valent aussi pour le mercredi sont lues dans « Mercredi après-midi »."
            asked.notes.once("wednesday", asked.at.sheet, asked.at.cell, "mercredi", sentence)
            yield Kind(CarePeriodKind.WEDNESDAY_AFTERNOON), day
        elif day in WEEKDAYS_OF[CarePeriodKind(kind.kind)]:
            yield kind, day
        else:
            words = kind_words(kind.kind)
            asked.owner.wrong(
                asked.notes,
                asked.at,
                WEEKDAYS[day],
                f"un jour où tombe « {words} »",
                f"« {words} » ne tombe pas un {WEEKDAYS[day]}. Écrivez ces heures sous une autre période.",
            )


def _guessed(day: int | None, stretch: Stretch, asked: Asked) -> list[Kind]:
    """Return the period of hours that name none: told by the hours themselves, and said so; asked in doubt."""
    kind = guessed_kind(day, stretch.starts, stretch.ends)
    if kind:
        words = kind_words(kind)
        sentence = f"les heures sans période sont lues d’après l’heure et le jour ; ici « {words} »."
        asked.notes.once("guessed", asked.at.sheet, asked.at.cell, words, sentence)
        return [Kind(kind)]
    found = said_from_to(stretch.starts, stretch.ends)
    when = f"{found}, le {WEEKDAYS[day]}" if day is not None else found
    allowed = [one for one in CarePeriodKind if day is None or day in WEEKDAYS_OF[one]]
    options = (*(Option(str(one), one.words) for one in allowed), NOT_KNOWN)
    about = f"kind:{'-' if day is None else day}:{stretch.starts}-{stretch.ends}"
    return [Kind(one) for one in asked.answer(about, when, f"{when} : de quelle période s’agit-il ?", options)]


def add_fee(owner: PlaceDraft | PeriodDraft, fee: FeeText, numbered: bool, asked: Asked) -> None:
    """Keep a price once; two prices for the same thing are an error, unless the list numbers its periods."""
    if fee in owner.fees and not numbered:
        return
    about = (fee.unit, fee.activity, fee.includes)
    same = [one for one in owner.fees if (one.unit, one.activity, one.includes) == about]
    if same and not numbered:
        found, before = f"{fee.amount} €".replace(".", ","), f"{same[0].amount} €".replace(".", ",")
        asked.owner.wrong(
            asked.notes,
            asked.at,
            found,
            "un seul prix par période",
            f"{found} ne va pas avec {before}, lu plus haut pour la même période de ce lieu. Gardez un seul prix, ou "
            "précisez l’activité.",
        )
        return
    owner.fees += (fee,)


def add_activities(owner: PlaceDraft | PeriodDraft, titles: Sequence[str]) -> None:
    """Keep activities once each."""
    known = {one.title for one in owner.activities}
    owner.activities += tuple(ActivityText(title=title) for title in dict.fromkeys(titles) if title not in known)


def unit_asked(column: Column, row_unit: str, asked: Asked, found: str) -> str:
    """Return what a price without unit is asked for, by its heading or the column beside it; asked in doubt."""
    unit = row_unit or column.unit
    if unit:
        return unit
    sentence = "ce prix ne dit pas pour quoi il est demandé. Par quoi est-il compté, dans toute cette colonne ?"
    return next(iter(asked.answer("unit", found, sentence, UNITS)), "")
