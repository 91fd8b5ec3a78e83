"""The table of time limits, then the year of a plan computed with its steps."""

from preau.law.annual_plan import SchoolYear
from preau.law.counting import NOUNS, Length
from preau.law.plan_dates import dates_of_plan
from preau.law.texts import text
from preau.law.time_limits import FixedDate, TimeLimit, Unit, limits
from preau.law.words import MONTHS, counted, full_date, long_date
from scripts.law_pages import MADE_BY

COLUMNS = (
    "id",
    "ce qui est dû",
    "court depuis",
    "délai",
    "qui",
    "texte",
    "si la date passe",
    "en cas de silence",
    "depuis",
    "jusqu’au",
)
TITLES = {"plan": "Le plan annuel", "atl": "L’accueil temps libre", "edd": "Les écoles de devoirs"}
EXAMPLE = SchoolYear(2026)


def page() -> str:
    """Return the page."""
    lines = ["# Time limits", "", MADE_BY, ""]
    lines += ["Each row is data in `preau/law/data/time_limits/`; `preau law due` computes any of them.", ""]
    lines += [_header()]
    lines += [_row(limit) for limit in limits()]
    lines += ["", f"## Exemple : le plan {EXAMPLE}", ""]
    for due in dates_of_plan(EXAMPLE):
        lines += [f"### {due.limit.id} : {long_date(due.due)}", "", f"{due.title}.", ""]
        lines += [f"1. {step.line}" for step in due.steps]
        lines += ["", f"**Si la date passe.** {due.limit.consequence}", ""]
        lines += [f"**En cas de silence.** {due.limit.silence}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _header() -> str:
    return f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"


def _row(limit: TimeLimit) -> str:
    address = text(limit.text).address
    cited = f"[{limit.citation}]({address})" if address else limit.citation
    nature = " (conseil)" if limit.soft else ""
    cells = (
        limit.id,
        limit.title + nature,
        limit.trigger,
        length(limit),
        limit.owed_by,
        cited,
        limit.consequence,
        limit.silence,
        full_date(limit.valid_from) if limit.valid_from else "date inconnue",
        full_date(limit.valid_to) if limit.valid_to else "",
    )
    return f"| {' | '.join(cells)} |"


def length(limit: TimeLimit) -> str:
    """Return the length of a limit in words."""
    if limit.fixed:
        day = _day(limit.fixed)
        return f"du {_day(limit.opens)} au {day}" if limit.opens else day
    if limit.unit is Unit.NO_DAY:
        return "pas de jour dans le texte"
    if limit.length is None:
        return _bounds(limit)
    size = abs(limit.length)
    before = " avant" if limit.length < 0 else ""
    if limit.unit in list(Length):
        return counted(size, *NOUNS[Length(limit.unit)]) + before
    words = {
        Unit.SCHOOL_DAYS_OFF: "jours calendrier, arrêtés pendant les congés scolaires",
        Unit.COUNCIL_MEETINGS: "séances du conseil communal",
        Unit.LAST_WORKING_DAY: "mois, au dernier jour ouvrable",
        Unit.QUARTER_END: "trimestre, à son dernier jour",
    }
    return f"{size} {words[limit.unit]}"


def _bounds(limit: TimeLimit) -> str:
    if limit.bounds is None:
        return "fixé par l’ONE"
    least, most = limit.bounds.at_least, limit.bounds.at_most
    between = f"de {least} à {most} jours" if most is not None else f"{least} jours au moins"
    return f"fixé par l’ONE, {between}"


def _day(fixed: FixedDate) -> str:
    year = {-1: " de l’année d’avant", 0: "", 1: " de l’année d’après"}[fixed.years]
    return f"{'1er' if fixed.day == 1 else fixed.day} {MONTHS[fixed.month - 1]}{year}"
