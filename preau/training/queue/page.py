"""The page of the queue: which cards, which one is open, the forms of its decisions."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Person
from preau.law.procedures import versions
from preau.law.training.refusals import Refusable, refusal_reason
from preau.law.words import fold
from preau.training.access import can_decide, can_edit
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE, Row
from preau.training.models import Merging, ProgrammeTheme, Status, TrainingModule, TrainingProvider
from preau.training.queue import cards
from preau.training.queue.alike import Alike, alike, searched
from preau.training.queue.cards import PER_PAGE, Card, Order, Tab
from preau.training.queue.forms import AcceptForm, AskForm, MergeForm, RefuseForm
from preau.training.queue.opened import Opened, opened

KEPT = ("voir", "tri", "mot", "a_moi", "page")  # what the address keeps from one card to the next
TABS = (
    (Tab.ALL, "Tous"),
    (Tab.PROVIDERS, "Organismes"),
    (Tab.MODULES, "Modules"),
    (Tab.ASKED, "En attente d’une réponse"),
    (Tab.COUNTERSIGN, "À contresigner"),
)
ORDERS = (
    (Order.EXPIRY, "par agrément qui expire"),
    (Order.HOURS, "par heures bloquées"),
    (Order.AGE, "par ancienneté"),
)
UNDONE_SHOWN = 8


@dataclass
class Asked:
    """What the address asks to see; anything not understood is left out."""

    tab: Tab = Tab.ALL
    order: Order = Order.EXPIRY
    words: str = ""
    mine: bool = False
    page: int = 1
    kept: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What a form must carry along."""
        return [(name, str(value)) for name, value in QueryDict(self.kept).items()]

    @classmethod
    def read(cls, address: QueryDict) -> "Asked":
        """Return what an address asks for."""
        page = address.get("page", "1")
        known = address.copy()
        for name in set(known) - set(KEPT):
            del known[name]
        return cls(
            tab=_one_of(Tab, address.get("voir", "")),
            order=_one_of(Order, address.get("tri", "")),
            words=address.get("mot", "")[:100],
            mine=address.get("a_moi") == "1",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
            kept=known.urlencode(),
        )

    def address(self, **changes: str) -> str:
        """Return the address of the queue as it is asked for, but for some changes; an empty one is left out."""
        known = QueryDict(self.kept, mutable=True)
        for name, value in changes.items():
            known.pop(name, None)
            if value:
                known[name] = value
        return f"{reverse('training:queue')}?{known.urlencode()}"


def _one_of(kind: Any, word: str) -> Any:
    known = [one.value for one in kind]
    return kind(word) if word in known else kind(known[0])


@dataclass
class Bound:
    """A form sent and not valid, or refused: it comes back open, as typed."""

    forms: dict[str, Any] = field(default_factory=dict)
    open: str = ""
    refused: str = ""


def queue_context(actor: Actor, address: QueryDict, code: str = "", bound: Bound | None = None) -> dict[str, Any]:
    """Return what the page of the queue shows. At most thirty queries whatever the number of cards or records."""
    asked = Asked.read(address)
    mandate = actor.mandate.pk if asked.mine and actor.mandate else None
    everything = cards.cards(actor.today, asked.order)
    many = cards.tab_counts(everything)
    found = cards.narrowed(everything, asked.tab, asked.words, mandate)
    pages = max(1, -(-len(found) // PER_PAGE))
    asked.page = min(asked.page, pages)
    shown = cards.with_steps(found[(asked.page - 1) * PER_PAGE : asked.page * PER_PAGE])
    code = code or address.get("carte", "") or (shown[0].code if shown else "")
    context = {
        "asked": asked,
        "cards": shown,
        "tabs": [(tab, words, many[tab]) for tab, words in TABS],
        "orders": ORDERS,
        "decisions": len(everything),
        "records": sum(card.records for card in everything),
        "found": len(found),
        "previous": asked.address(page=str(asked.page - 1)) if asked.page > 1 else "",
        "next_page": asked.address(page=str(asked.page + 1)) if asked.page < pages else "",
        "pages": pages,
        "assigned": _people(shown),
        "may_edit": can_edit(actor),
        "undoable": _undoable(actor) if can_edit(actor) else [],
    }
    return context | _open(actor, address, code, (found, everything), bound or Bound())


def _open(
    actor: Actor, address: QueryDict, code: str, cards_of: tuple[list[Card], list[Card]], bound: Bound
) -> dict[str, Any]:
    """Return the open card with its forms; nothing when the queue is empty."""
    found, everything = cards_of
    row = cards.row_of(code) if code else None
    if row is None:
        if code:
            raise Http404("card")
        return {"card": None}
    themes = current_themes(actor)
    known = cards.with_hours([one for one in everything if one.code == code])
    card = opened(row, themes, known[0] if known else None)
    words = address.get("chercher", "")[:100]
    near = searched(row, words) if words else alike(row, card.encodings)
    codes = [one.code for one in found]
    place = codes.index(code) if code in codes else -1
    following = codes[place + 1] if -1 < place < len(codes) - 1 else ""
    return {
        "card": card,
        "code": code,
        "alike": near,
        "searched": words,
        "before": codes[place - 1] if place > 0 else "",
        "after": following,
        "place": place + 1,
        "may": can_decide(actor, row),
        "waits": row.status in (Status.PROPOSED, Status.ASKED) and row.root_id == row.pk,
        "mine": actor.mandate is not None and row.assigned_to_id == actor.mandate.pk,
        "forms": forms_of(card, themes, near) | bound.forms,
        "open": bound.open or "accepter",
        "refused": bound.refused,
        "incomplete": bool(bound.forms),
        "said": fold(" ".join((str(card.provider), str(row), *map(str, card.encodings)))).replace("'", " "),
        "sent": _sent(actor, row),
    }


def _sent(actor: Actor, row: Row) -> dict[str, Any]:
    """Return the words of a decision that waits for a second officer, who took it, and whether the reader did."""
    held = row.to_countersign
    if not held:
        return {}
    procedure = MODULE_PROCEDURE if isinstance(row, TrainingModule) else PROVIDER_PROCEDURE
    person = Person.objects.filter(pk=held.get("by") or 0).first()
    more = held["more"]
    reason = refusal_reason(more["reason_code"]).words if more.get("reason_code") else ""
    said = " ".join(filter(None, (reason, more.get("reason", ""))))
    words = " : ".join(filter(None, (versions(procedure)[-1].act(held["act"]).title, said)))
    return {"words": words, "who": str(person) if person else "", "own": held.get("by") == actor.person_id}


def forms_of(card: Opened, themes: list[ProgrammeTheme], near: list[Alike]) -> dict[str, Any]:
    """Return the forms of a card before anything is typed."""
    about = Refusable.PROVIDER if card.is_provider else Refusable.MODULE
    return {
        "accepter": AcceptForm(card=card, themes=themes, auto_id="a_%s"),
        "refuser": RefuseForm(about=about, auto_id="r_%s"),
        "demander": AskForm(auto_id="q_%s"),
        "fusionner": MergeForm(found=near, auto_id="f_%s", initial={"target": near[0].code if near else ""}),
    }


def current_themes(actor: Actor) -> list[ProgrammeTheme]:
    """Return the themes of the programme in force today, in their order. One query."""
    themes = ProgrammeTheme.objects.filter(programme__valid_from__lte=actor.today).select_related("programme")
    last = [one for one in themes if one.programme.valid_to is None or one.programme.valid_to >= actor.today]
    return sorted(last, key=lambda theme: (-theme.programme.valid_from.toordinal(), theme.number))


def _people(shown: list[Card]) -> dict[int, str]:
    """Return who looks at the cards shown. One query, none when nobody does."""
    keys = {card.assigned_to for card in shown if card.assigned_to}
    if not keys:
        return {}
    return {one.pk: str(one.person) for one in Mandate.objects.filter(pk__in=keys).select_related("person")}


@dataclass(frozen=True)
class Undoable:
    """A decision of the last twenty-four hours, which one gesture takes back."""

    code: str
    row: Row
    word: str


def _undoable(actor: Actor) -> list[Undoable]:
    """Return the last decisions one may take back, the latest first. Three to five queries."""
    since = actor.now - timedelta(hours=24)
    rows: list[tuple[Any, Row, str]] = []
    for model in (TrainingProvider, TrainingModule):
        decided = model.objects.roots().filter(decided_at__gte=since, decided_by__isnull=False)
        for row in decided.order_by("-decided_at")[:UNDONE_SHOWN]:
            rows.append((row.decided_at, row, row.get_status_display().lower()))
    merged = Merging.objects.filter(at__gte=since, undone_at=None, by__isnull=False)[:UNDONE_SHOWN]
    of_kind: dict[str, type[Row]] = {Merging.Kind.PROVIDER: TrainingProvider, Merging.Kind.MODULE: TrainingModule}
    for kind, model_of in of_kind.items():
        sources = model_of._default_manager.in_bulk([one.source_id for one in merged if one.kind == kind])
        rows += [(one.at, sources[one.source_id], "fusionné") for one in merged if one.kind == kind]
    rows.sort(key=lambda one: (one[0], isinstance(one[1], TrainingProvider)), reverse=True)
    return [Undoable(cards.code_of(row), row, word) for _, row, word in rows[:UNDONE_SHOWN]]
