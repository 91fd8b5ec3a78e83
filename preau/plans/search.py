"""The national search and the list of plans: which approved plans, newest first, a page at a time.

Every question walks one index from where the page starts and stops when the page is full: nothing is counted beyond
COUNTED, nothing sorted, nothing skipped. Ten times the plans cost the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from rapidfuzz.distance import OSA

from preau.foundation.territory.models import ZoneMember
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import AnnualPlan
from preau.law.words import fold
from preau.plans.models import AnnualActionPlan, PlannedAction, PlanWord, PriorityObjective
from preau.plans.revisions import published_texts
from preau.plans.words import Word, words_asked, words_of, written_as

__all__ = ["Found", "Question", "find", "index_plan", "rebuild", "suggestions", "texts_of", "words_of"]

PER_PAGE = 50
FOUND_PER_PAGE = 20  # with a passage to read in each
COUNTED = 1_000  # beyond, « plus de 1 000 »
MAX_WORDS = 6  # of a question; the others are left out
_CHUNK = 100  # plans indexed at once
_NEIGHBOURS = 2_000  # known words looked at when one is unknown
_CLOSEST = 10  # of which the writing is looked up
_PROPOSED = 3


@dataclass(frozen=True)
class Question:
    """What is asked: free words, a school year by its first civil year, a province, and where the page starts."""

    text: str = ""
    year: int | None = None
    province: str = ""
    after: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return words_asked(self.text, MAX_WORDS)


@dataclass(frozen=True)
class Found:
    """One page of plans with their zone. `total` is None when there are more than it is worth counting."""

    plans: tuple[AnnualActionPlan, ...]
    total: int | None
    at_least: int
    next: str = ""
    unknown: tuple[Word, ...] = ()

    @property
    def count_words(self) -> str:
        """Return « 12 plans », « aucun plan », « plus de 1 000 plans »."""
        if self.total is None:
            return f"plus de {plural(self.at_least, 'plan')}"
        return plural(self.total, "plan") if self.total else "aucun plan"


# -- writing the index ------------------------------------------------------------------------------


def index_plan(plan: AnnualActionPlan) -> None:
    """Make `plan` found by its words if it is approved, and by none otherwise. Call it in the act that publishes."""
    rebuild(AnnualActionPlan.objects.filter(pk=plan.pk))


def rebuild(plans: QuerySet[AnnualActionPlan]) -> int:
    """Index these plans anew, a hundred at a time, and return how many are approved. Drafts lose their words."""
    approved = 0
    keys = list(plans.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        with transaction.atomic():
            PlanWord.objects.filter(plan__in=chunk).delete()
            published = list(AnnualActionPlan.objects.approved().filter(pk__in=chunk).select_related("zone"))
            _insert(_rows_for(published))
        approved += len(published)
    return approved


def _insert(rows: Iterator[tuple[str, int, int]]) -> None:
    """Write the words, in the order of the index; by hand, for there are two hundred of them in each plan."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO plans_planword (word, plan_id, start_year) VALUES (%s, %s, %s)", sorted(rows))


def _rows_for(plans: list[AnnualActionPlan]) -> Iterator[tuple[str, int, int]]:
    """Yield each word of each plan, with the plan and its year."""
    texts = texts_of(plans)
    communes: dict[int, list[str]] = {}
    zones = {plan.zone_id for plan in plans}
    for zone_id, name in ZoneMember.objects.filter(zone__in=zones).values_list("zone_id", "municipality__name"):
        communes.setdefault(zone_id, []).append(name)
    for plan in plans:
        names = [plan.zone.name, str(plan.school_year), *communes.get(plan.zone_id, ())]
        for word in words_of("\n".join(names + texts[plan.pk])):
            yield word, plan.pk, plan.start_year


def texts_of(plans: Iterable[AnnualActionPlan]) -> dict[int, list[str]]:
    """Return the texts each plan is searched in, by key, in the order a reader meets them.

    Two queries, three when a plan is open again: it is found by the text the CCA approved.
    """
    plans = list(plans)
    frozen = published_texts(plans)
    texts: dict[int, list[str]] = {plan.pk: [] for plan in plans if plan.pk not in frozen}
    comments = {plan.pk: plan.comment for plan in plans if plan.pk not in frozen}
    objectives = PriorityObjective.objects.filter(plan__in=texts).order_by("plan_id", "number")
    for key, *parts in objectives.values_list("plan_id", "title", "text", "programme_line", "cca_comment"):
        texts[key].extend(part for part in parts if part)
    actions = PlannedAction.objects.filter(plan__in=texts).order_by("plan_id", "number")
    for key, *parts in actions.values_list("plan_id", "text", "comment", "indicator"):
        texts[key].extend(part for part in parts if part)
    for key, comment in comments.items():
        if comment:
            texts[key].append(comment)
    return texts | {key: list(_read_in(document)) for key, document in frozen.items()}


def _read_in(document: AnnualPlan) -> Iterator[str]:
    """Yield the texts of a frozen plan, in the order a reader meets them."""
    for objective in document.objectives:
        yield from filter(None, (objective.title, objective.text, objective.programme_line, objective.cca_comment))
    for action in document.actions:
        yield from filter(None, (action.text, action.comment, action.indicator))
    if document.comment:
        yield document.comment


# -- asking -----------------------------------------------------------------------------------------


def find(question: Question) -> Found:
    """Return the page of approved plans that answers `question`: all of its words, newest year first."""
    words = question.words
    if not words:
        return _all_plans(question)
    counts = _counts_of([word.stem for word in words], question.year)
    unknown = tuple(word for word in words if not counts[word.stem])
    if unknown:
        return Found((), total=0, at_least=0, unknown=unknown)
    rarest, *others = sorted((word.stem for word in words), key=lambda stem: counts[stem])
    rows = PlanWord.objects.filter(word=rarest)
    if question.year:
        rows = rows.filter(start_year=question.year)
    for stem in others:
        rows = rows.filter(Exists(PlanWord.objects.filter(plan=OuterRef("plan_id"), word=stem)))
    if question.province:
        rows = rows.filter(_in_province(question.province, "plan__zone_id"))
    narrowed = bool(others or question.province)
    rows = _starting_after(rows, question.after, "plan_id").order_by("-start_year", "plan_id")
    keys = list(rows.values_list("plan_id", flat=True)[: FOUND_PER_PAGE + 1])
    by_key = AnnualActionPlan.objects.approved().select_related("zone").in_bulk(keys[:FOUND_PER_PAGE])
    page = [by_key[key] for key in keys[:FOUND_PER_PAGE] if key in by_key]
    more = f"{page[-1].start_year}-{page[-1].pk}" if len(keys) > FOUND_PER_PAGE and page else ""
    return _counted(page, more, question, None if narrowed else counts[rarest])


def _all_plans(question: Question) -> Found:
    plans: QuerySet[AnnualActionPlan] = AnnualActionPlan.objects.approved()
    if question.year:
        plans = plans.filter(start_year=question.year)
    if question.province:
        plans = plans.filter(_in_province(question.province, "zone_id"))
    count = None if question.province else plans.order_by()[: COUNTED + 1].count()
    plans = _starting_after(plans, question.after, "zone_slug").order_by("-start_year", "zone_slug")
    page = list(plans.select_related("zone")[: PER_PAGE + 1])
    more = f"{page[PER_PAGE - 1].start_year}-{page[PER_PAGE - 1].zone_slug}" if len(page) > PER_PAGE else ""
    return _counted(page[:PER_PAGE], more, question, count)


def _counted(page: list[AnnualActionPlan], more: str, question: Question, count: int | None) -> Found:
    """Say how many there are: as counted, or as many as the page shows when it holds them all, or « more than »."""
    if count is None and not more and not question.after:
        count = len(page)
    if count is None or count > COUNTED:
        return Found(tuple(page), None, COUNTED if count else len(page), more)
    return Found(tuple(page), count, count, more)


def _starting_after(rows: QuerySet, after: str, second: str) -> QuerySet:
    """Keep what follows the last row of the previous page, named "year-second key"; a strange name is ignored."""
    year, _, key = after.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and key):
        return rows
    if second == "plan_id" and not (key.isascii() and key.isdigit() and len(key) < 18):
        return rows
    return rows.filter(start_year__lte=int(year)).filter(Q(start_year__lt=int(year)) | Q(**{f"{second}__gt": key}))


def _in_province(name: str, zone: str) -> Exists:
    """Keep the zones with a commune of this province, or of this Region outside the provinces (Brussels)."""
    there = Q(municipality__province=name) | Q(municipality__province="", municipality__region=name)
    return Exists(ZoneMember.objects.filter(there, zone=OuterRef(zone)))


def _counts_of(stems: list[str], year: int | None) -> dict[str, int]:
    """Return how many plans hold each word, counted to COUNTED + 1 at most, in one query."""
    within = " AND start_year = %s" if year else ""
    held = f"(SELECT 1 FROM plans_planword WHERE word = %s{within} LIMIT {COUNTED + 1}) AS held"  # noqa: S608 - ours
    one = f"(SELECT COUNT(*) FROM {held})"  # noqa: S608 - idem
    values: list[str | int] = [value for stem in stems for value in ((stem, year) if year else (stem,))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([one] * len(stems)), values)
        return dict(zip(stems, cursor.fetchone(), strict=True))


# -- « Vouliez-vous dire » --------------------------------------------------------------------------


def suggestions(unknown: Word) -> list[str]:
    """Return at most three known words written nearly like `unknown`, nearest first; none when it is too short."""
    if len(unknown.written) < 4:
        return []
    near = sorted(_neighbours(unknown.written), key=lambda stem: (_gap(unknown.written, stem), stem))[:_CLOSEST]
    candidates = {stem: key for stem, key in _newest_plans(near).items() if key is not None}
    plans = AnnualActionPlan.objects.approved().select_related("zone").in_bulk(set(candidates.values()))
    texts = texts_of(plans.values())
    allowed = 1 if len(unknown.written) < 6 else 2
    found: dict[str, int] = {}
    for stem, key in candidates.items():
        if key in plans and (written := written_as(stem, [plans[key].zone.name, *texts[key]])):
            distance = OSA.distance(fold(written), unknown.written, score_cutoff=allowed)
            if distance <= allowed or stem == unknown.stem:
                found[written] = distance
    return sorted(found, key=lambda written: (found[written], written))[:_PROPOSED]


def _gap(written: str, stem: str) -> int:
    """Return how far a stem is from the beginning of a written word: a stem lacks the ending."""
    return min(OSA.distance(written[: len(stem) + more], stem) for more in (-1, 0, 1))


def _neighbours(written: str) -> list[str]:
    """Return the known words with the same first letter, from index seeks alone: one per word, never one per plan."""
    low, high = written[0], written[0] + "z" * 40
    walk = f"""
        WITH RECURSIVE known(word) AS (
            SELECT MIN(word) FROM plans_planword WHERE word >= %s AND word <= %s
            UNION ALL
            SELECT (SELECT MIN(word) FROM plans_planword WHERE word > known.word AND word <= %s)
            FROM known WHERE known.word IS NOT NULL
        )
        SELECT word FROM known WHERE word IS NOT NULL LIMIT {_NEIGHBOURS}
    """  # noqa: S608 - the only value inside is our own constant
    with connection.cursor() as cursor:
        cursor.execute(walk, [low, high, high])
        return [word for (word,) in cursor.fetchall()]


def _newest_plans(stems: list[str]) -> dict[str, int | None]:
    """Return, for each word, the newest plan that holds it, in one query."""
    if not stems:
        return {}
    one = "(SELECT plan_id FROM plans_planword WHERE word = %s ORDER BY start_year DESC, plan_id LIMIT 1)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([one] * len(stems)), stems)
        return dict(zip(stems, cursor.fetchone(), strict=True))
