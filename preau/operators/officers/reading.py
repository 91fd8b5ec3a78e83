"""Who helps whom, as the page shows it: subject by subject, those helped by the same officer together."""

from collections.abc import Iterable
from dataclasses import dataclass

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Municipality
from preau.operators.models import CareOperator, CarePlace, HelpSubject, OfficerCharge
from preau.operators.officers.helping import SUBJECTS, Asked, Board, Helper, asked_in, asked_of

NAMED = 6  # beyond, the others are counted


@dataclass(frozen=True)
class HelpLine:
    """One officer and those she helps: `everyone` when she helps all that was asked about."""

    helper: Helper
    names: tuple[str, ...]
    everyone: bool

    @property
    def shown(self) -> tuple[str, ...]:
        return self.names[:NAMED]

    @property
    def others(self) -> int:
        return len(self.names) - len(self.shown)


@dataclass(frozen=True)
class HelpOn:
    """A subject and who helps in it."""

    subject: HelpSubject
    lines: tuple[HelpLine, ...]

    @property
    def words(self) -> str:
        return str(self.subject.label)


def help_for(actor: Actor) -> list[HelpOn]:
    """Return who helps the actor: for her places, or for the communes of her zone and the operators set apart."""
    if actor.role == Role.ATL_COORDINATOR:
        return _for_coordination(actor)
    return _for_operator(actor)


def _for_operator(actor: Actor) -> list[HelpOn]:
    own = CareOperator.objects.filter(body__organisation_id=actor.organisation_id or 0)
    places = CarePlace.objects.filter(operator__in=own).open().select_related("municipality")
    named = [(asked_of(place), place.name) for place in places]
    without = own.exclude(pk__in={asked.operator_id for asked, _ in named})
    named += [(Asked(operator.pk), operator.name) for operator in without]
    board = Board([asked for asked, _ in named], actor.today)
    return [HelpOn(subject, _lines(board, subject, named)) for subject in SUBJECTS]


def _for_coordination(actor: Actor) -> list[HelpOn]:
    communes = list(
        Municipality.objects.filter(memberships__zone_id=actor.zone_id or 0).order_by("memberships__position")
    )
    general = [(asked_in(one), str(one)) for one in communes]
    apart = _set_apart(actor, communes)
    board = Board([asked for asked, _ in (*general, *apart)], actor.today)
    return [HelpOn(subject, _lines(board, subject, general, apart)) for subject in SUBJECTS]


def _set_apart(actor: Actor, communes: Iterable[Municipality]) -> list[tuple[Asked, str]]:
    """Return the operators of the zone that somebody is in charge of by name, in each commune of their places."""
    charged = OfficerCharge.objects.valid_on(actor.today).filter(operator__declarations__zone_id=actor.zone_id or 0)
    places = CarePlace.objects.filter(operator__in=charged.values("operator"), municipality__in=communes).open()
    found = {asked_of(place): place.operator.name for place in places.select_related("municipality", "operator")}
    return sorted(found.items(), key=lambda one: one[1])


def _lines(
    board: Board,
    subject: HelpSubject,
    named: list[tuple[Asked, str]],
    apart: Iterable[tuple[Asked, str]] = (),
) -> tuple[HelpLine, ...]:
    """Return the officers of a subject; those `apart` are named only where their helper is not their commune's."""
    helped: dict[Helper, list[str]] = {}
    for asked, name in named:
        helped.setdefault(board.helper(subject, asked), []).append(name)
    everyone = len(helped) == 1
    for asked, name in apart:
        helper = board.helper(subject, asked)
        if helper != board.helper(subject, Asked(None, asked.municipality_id, asked.province)):
            names = helped.setdefault(helper, [])
            if name not in names:
                names.append(name)
    everyone = everyone and len(helped) == 1
    return tuple(HelpLine(helper, tuple(names), everyone) for helper, names in helped.items())
