"""Advice on the wording of a priority objective, after ONE's guide: SMART, explained, never a barrier.

`advise(text, year)` is deterministic and quick. Specific, Measurable and Time-bound are read in the words; Attainable
and Reasonable depend on means that words do not show: the CCA judges them. How far the advice can be trusted is
measured on a collection of objectives, in `docs/law/smart.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from preau.law import smart_reading as reading
from preau.law.annual_plan import SchoolYear
from preau.law.results import Step
from preau.law.smart_dates import has_period, mentions, outside, without_false_dates
from preau.law.texts import text as legal_text
from preau.law.words import fold_with_offsets, full_date

State = Literal["yes", "to_improve", "for_cca"]
Code = Literal[
    "empty", "vague", "no_result", "no_period", "outside_year", "two_objectives", "several_owners", "too_long"
]
CODES: tuple[Code, ...] = (
    "empty",
    "vague",
    "no_result",
    "no_period",
    "outside_year",
    "two_objectives",
    "several_owners",
    "too_long",
)
SOURCE = legal_text("guide").cite("« Qu’est-ce qu’un objectif et comment le rédiger ? »")
LONGEST_READ = 3000  # beyond, a text is far too long for an objective and only its opening is read
QUOTED = 70  # letters of the reader's text quoted in a sentence, at most


@dataclass(frozen=True)
class Letter:
    """One letter of SMART for this objective, with the reason of its state in French."""

    letter: str
    name: str
    state: State
    reason: str


@dataclass(frozen=True)
class Advice:
    """One piece of advice: `lead` opens `sentence` and may be set in bold; `span` is the place in the text as typed."""

    code: Code
    letter: str
    lead: str
    sentence: str
    example: str
    span: tuple[int, int]

    @property
    def rest(self) -> str:
        """Return what follows `lead` in the sentence."""
        return self.sentence.removeprefix(self.lead).lstrip()


@dataclass(frozen=True)
class SmartAdvice:
    """The five letters in order, and the advice, the most useful first."""

    letters: tuple[Letter, ...]
    advices: tuple[Advice, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the advice as lines with their source."""
        return tuple(Step(advice.sentence, SOURCE) for advice in self.advices)


@dataclass(frozen=True)
class _Typed:
    """The objective as typed and as compared: folded, then covered of false dates, then of all dates."""

    text: str
    folded: str
    offsets: list[int]
    covered: str
    year: SchoolYear | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a place of the folded text as a place in the text as typed."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """Return the words at a place of the folded text, as typed, on one line, cut at a word."""
        first, last = self.span(start, end)
        words = " ".join(self.text[first:last].split()).rstrip(" .;,")
        return words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + "…"


def advise(text: str, year: SchoolYear | None) -> SmartAdvice:
    """Return the advice on an objective written for the plan of `year` (None: dates are not checked against a year)."""
    return _advise(text, year)


@lru_cache(maxsize=512)
def _advise(text: str, year: SchoolYear | None) -> SmartAdvice:
    folded, offsets = fold_with_offsets(text[:LONGEST_READ])
    typed = _Typed(text, folded, offsets, without_false_dates(folded), year)
    advices: tuple[Advice, ...] = (_empty(year),)
    if any(character.isalnum() for character in folded):
        advices = tuple(sorted(_advices(typed), key=lambda advice: CODES.index(advice.code)))
    return SmartAdvice(_letters({advice.code for advice in advices}), advices)


def _advices(typed: _Typed) -> Iterator[Advice]:
    dates, undated = mentions(typed.covered)
    counted, seen = reading.quantity(undated), reading.visible_result(undated)
    vague = reading.vague(undated, counted=counted, seen=seen)
    if vague:
        yield _vague(typed, *vague)
    if not (counted or seen):
        yield _no_result(typed)
    if not has_period(typed.covered):
        yield _no_period(typed)
    strays = list(outside(dates, typed.year)) if typed.year else []
    if strays and typed.year:
        yield _outside_year(typed, typed.year, (strays[0].start, strays[0].end))
    second = reading.second_objective(undated)
    if second:
        yield _two_objectives(typed, second)
    owners = reading.several_owners(undated)
    if owners:
        yield _several_owners(typed, owners)
    if len(typed.folded.split()) > reading.lexicon().longest:
        yield _too_long(typed)


def _whole(typed: _Typed) -> tuple[int, int]:
    return typed.span(0, len(typed.folded))


def _before(year: SchoolYear | None) -> str:
    return f"avant le 30 juin {year.start + 1}" if year else "avant le 30 juin"


def _over(year: SchoolYear | None) -> str:
    return f"d’octobre {year.start} à juin {year.start + 1}" if year else "d’octobre à juin"


def _empty(year: SchoolYear | None) -> Advice:
    lead = "Commencez par le résultat attendu :"
    sentence = f"{lead} qu’est-ce qui existera, pour qui, et pour quand ?"
    months = f"entre septembre et décembre {year.start}" if year else "entre septembre et décembre"
    example = f"organiser deux jours de formation au jeu libre pour toutes les accueillantes {months}"
    return Advice("empty", "S", lead, sentence, example, (0, 0))


def _vague(typed: _Typed, start: int, end: int, name: str) -> Advice:
    quote = typed.quote(start, end)
    lead = f"« {quote[:1].upper()}{quote[1:]} »"
    sentence = f"{lead} ne dit pas quand l’objectif est atteint. Nommez {name}."
    return Advice("vague", "S", lead, sentence, _example(typed), typed.span(start, end))


def _no_result(typed: _Typed) -> Advice:
    lead = "À quoi verra-t-on que c’est fait ?"
    sentence = f"{lead} Donnez un nombre, ou ce qui existera à la fin."
    return Advice("no_result", "M", lead, sentence, _example(typed), _whole(typed))


def _example(typed: _Typed) -> str:
    words = reading.lexicon()
    found = (example for pattern, example in words.examples if pattern.search(typed.folded))
    return next(found, words.default_example).format(before=_before(typed.year), over=_over(typed.year))


def _no_period(typed: _Typed) -> Advice:
    lead = "Pour quand ?"
    within = f" de l’année {typed.year}" if typed.year else ""
    sentence = f"{lead} Donnez une date ou une période{within}."
    return Advice("no_period", "T", lead, sentence, _before(typed.year), _whole(typed))


def _outside_year(typed: _Typed, year: SchoolYear, place: tuple[int, int]) -> Advice:
    quote = typed.quote(*place)
    lead = f"« {quote[:1].upper()}{quote[1:]} » sort de l’année {year}."
    limits = f"du {full_date(year.first_day)} au {full_date(year.last_day)}"
    sentence = f"{lead} Le plan va {limits} : choisissez une date entre les deux."
    return Advice("outside_year", "T", lead, sentence, _before(year), typed.span(*place))


def _two_objectives(typed: _Typed, place: tuple[int, int]) -> Advice:
    lead = "Deux choses en une :"
    sentence = f"{lead} séparez-les, pour pouvoir dire de chacune si elle est atteinte."
    return Advice("two_objectives", "S", lead, sentence, typed.quote(*place), typed.span(*place))


def _several_owners(typed: _Typed, place: tuple[int, int]) -> Advice:
    lead = "Qui en répond ?"
    sentence = f"{lead} Nommez une personne ou un service ; les autres sont ses partenaires."
    example = "la coordination ATL, avec les directions d’école"
    return Advice("several_owners", "S", lead, sentence, example, typed.span(*place))


def _too_long(typed: _Typed) -> Advice:
    lead = f"{len(typed.folded.split())} mots, c’est long."
    sentence = f"{lead} Gardez le résultat et la date ; le reste se dit dans les actions."
    return Advice("too_long", "S", lead, sentence, "", _whole(typed))


def _letters(codes: set[Code]) -> tuple[Letter, ...]:
    specific = not codes & {"empty", "vague", "two_objectives", "several_owners", "too_long"}
    measurable = not codes & {"empty", "no_result"}
    timed = not codes & {"empty", "no_period", "outside_year"}
    return (
        _letter("S", "Spécifique", specific, "On comprend ce qui sera fait.", "On ne voit pas encore quoi, ou qui."),
        _letter("M", "Mesurable", measurable, "On pourra dire si c’est fait.", "Rien à compter ni à voir."),
        Letter("A", "Atteignable", "for_cca", "La CCA juge si c’est possible en un an."),
        Letter("R", "Raisonnable", "for_cca", "La CCA juge si les moyens suffisent."),
        _letter("T", "défini dans le Temps", timed, "La période est dite.", "La période manque ou sort de l’année."),
    )


def _letter(letter: str, name: str, good: bool, why: str, why_not: str) -> Letter:
    return Letter(letter, name, "yes" if good else "to_improve", why if good else why_not)
