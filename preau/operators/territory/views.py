"""The territory of a coordination: the matrix, the places behind a figure, the operators, the children, the files."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import Policy, roles, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.models import Municipality, Zone
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.tables import Column, Table
from preau.law.words import fold
from preau.operators.access import COORDINATION
from preau.operators.models import NATIONAL_READERS, PublishedPlace
from preau.operators.offer.coverage import steps_of
from preau.operators.territory.asking import FigureForm, TerritoryFilters, zone_asked
from preau.operators.territory.behind import Figure, places_behind
from preau.operators.territory.children import ChildrenForm, note_children
from preau.operators.territory.communes import commune_rows
from preau.operators.territory.coverage import answer_to, question_of
from preau.operators.territory.drawing import Address, Drawing
from preau.operators.territory.exports import MIME_TYPES, territory_file
from preau.operators.territory.gaps import gaps, nothing_published
from preau.operators.territory.mapping import map_of
from preau.operators.territory.operators import OperatorTable, state_counts
from preau.operators.territory.panels import Cell, Panel, panels
from preau.operators.territory.reading import Territory, territory_of
from preau.operators.territory.rows import place_rows

READERS: Policy = roles(
    Role.ATL_COORDINATOR, *NATIONAL_READERS, label="la coordination ATL, l’ONE et la commission d’agrément"
)
PER_PAGE = 30
MOST_GAPS = 12  # said at once; the others open on demand
PLACE_COLUMNS = (
    Column("Lieu", "lieu", ("name",)),
    Column("Horaires"),
    Column("Âges"),
    Column("Places", "places", ("capacity",), number=True),
    Column("Après l’école"),
    Column("Commune", "commune", ("municipality__name", "name")),
)


def _choose_zone(request: Request) -> HttpResponse:
    """Ask which zone to show, to who has none."""
    published = PublishedPlace.objects.filter(zone=OuterRef("pk"))
    zones = Zone.objects.valid_on(request.actor.today).filter(Exists(published))
    by_name = sorted(zones, key=lambda zone: fold(zone.name))
    return render(request, "operators/territory/zones.html", {"zones": by_name})


def _context(request: Request, zone: Zone) -> tuple[Territory, TerritoryFilters, dict[str, Any]]:
    """Return what every page of the territory needs."""
    territory = territory_of(zone, request.actor.today)
    filters = TerritoryFilters(request, territory.communes)
    context = {
        "zone": zone,
        "territory": territory,
        "filters": filters,
        "is_coordination": request.actor.role == Role.ATL_COORDINATOR,
        "matrix_address": filters.address("operators:territory"),
        "places_address": filters.address("operators:territory_places", jour="", conge=""),
        "operators_address": filters.address("operators:territory_operators", jour="", conge="", commune=""),
    }
    return territory, filters, context


@require_safe
@who_may(READERS)
def territory(request: Request) -> HttpResponse:
    """Show the matrix of periods, hours and ages, where nothing is open, and the children it is for."""
    zone = zone_asked(request)
    if zone is None:
        return _choose_zone(request)
    known, filters, context = _context(request, zone)
    tallies = known.tallies(filters.holiday)
    lacking = gaps(tallies, filters.communes, filters.weekday)
    empty = [one for one in filters.communes if nothing_published(known.tallies(), one)]
    lacking = [gap for gap in lacking if gap.commune not in empty]
    shown = panels(tallies, [one.pk for one in filters.communes], filters.weekday, known.untold)

    address = _addresses(filters)
    context |= {
        "rows": commune_rows(known, filters.communes, filters.holiday),
        "gaps": lacking[:MOST_GAPS],
        "more_gaps": lacking[MOST_GAPS:],
        "empty": empty,
        "drawings": [Drawing(panel, address) for panel in shown],
        "files": [(kind.upper(), filters.address("operators:territory_file", kind)) for kind in MIME_TYPES],
    }
    return render(request, "operators/territory/matrix.html", context)


def _addresses(filters: TerritoryFilters) -> Address:
    """Return what gives the address of the list behind a cell; what all have in common is written once."""
    start = filters.address("operators:territory_places", jour="")
    start += "&" if "?" in start else "?"

    def address(panel: Panel, age: str, cell: Cell) -> str:
        query = f"{start}periode={panel.kind.value}&jour={cell.weekday}&heure={cell.at}"
        return f"{query}{f'&age={age}' if age else ''}{'' if cell.places else '&verifier=1'}"

    return address


@require_safe
@who_may(READERS)
def territory_places(request: Request) -> HttpResponse:
    """List the places of the zone, or those behind a figure, beside their map."""
    zone = zone_asked(request)
    if zone is None:
        return _choose_zone(request)
    known, filters, context = _context(request, zone)
    figure = _figure(request, filters)
    keys = places_behind(known, figure, {one.pk for one in filters.communes}, filters.holiday)
    published = PublishedPlace.objects.filter(pk__in=keys).select_related("municipality")
    table = Table(
        request.GET, published, PLACE_COLUMNS, order="commune", per_page=PER_PAGE, noun="lieu publié,lieux publiés"
    )
    table.counted = len(keys)
    rows = place_rows(table.rows, known, figure, first=(table.page - 1) * PER_PAGE + 1)
    context |= {
        "figure": figure,
        "others": _others(known, filters, figure),
        "table": table,
        "rows": rows,
        "map": map_of(rows, known.communes, "Les lieux de cette liste"),
    }
    return render(request, "operators/territory/places.html", context)


def _figure(request: Request, filters: TerritoryFilters) -> Figure:
    form = FigureForm(request.GET)
    form.full_clean()
    said = form.cleaned_data
    return Figure(
        kind=said.get("periode", ""),
        weekday=filters.weekday,
        at=said.get("heure"),
        age=said.get("age", ""),
        evening=said.get("soir") or None,
        operator=said.get("operateur"),
        doubtful=said.get("verifier", False),
    )


def _others(known: Territory, filters: TerritoryFilters, figure: Figure) -> tuple[int, str] | None:
    """Return how many places the other list of a figure has, and its address; None without figure or without any."""
    if not figure.asks_hours:
        return None
    other = Figure(
        figure.kind, figure.weekday, figure.at, figure.age, figure.evening, figure.operator, not figure.doubtful
    )
    keys = places_behind(known, other, {one.pk for one in filters.communes}, filters.holiday)
    address = filters.address(
        "operators:territory_places",
        periode=figure.kind,
        heure=figure.at,
        age=figure.age,
        verifier="1" if other.doubtful else "",
    )
    return (len(keys), address) if keys else None


@require_safe
@who_may(READERS)
def territory_place(request: Request, place_id: int) -> HttpResponse:
    """Explain what the law answers about the hours of a published place: of one's own zone, or for ONE of any."""
    places = PublishedPlace.objects.select_related("municipality", "zone")
    if request.actor.role == Role.ATL_COORDINATOR:
        places = places.filter(zone=request.actor.zone_id)
    place = get_object_or_404(places, place__pk=place_id)  # the key of the place itself: a huge one is no row
    answer = answer_to(question_of(place, request.actor.today))
    context = {
        "place": place,
        "answer": answer,
        "steps": steps_of(answer) if answer else (),
        "asked": "" if request.actor.role == Role.ATL_COORDINATOR else f"?zone={place.zone.slug}",
    }
    return render(request, "operators/territory/place.html", context)


@require_safe
@who_may(READERS)
def territory_operators(request: Request) -> HttpResponse:
    """List the operators of the zone: declared, noted or awaited, and how far their places cover after school."""
    zone = zone_asked(request)
    if zone is None:
        return _choose_zone(request)
    known, _, context = _context(request, zone)
    table = OperatorTable(request.GET, known)
    context |= {"table": table, "rows": table.lines(), "states": state_counts(zone)}
    return render(request, "operators/territory/operators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(COORDINATION)
def territory_children(request: Request) -> HttpResponse:
    """Note how many children live in a commune of one's zone."""
    zone = zone_asked(request)
    communes = tuple(municipalities_of(zone)) if zone else ()
    back = reverse("operators:territory")
    form = ChildrenForm(request.POST or None, communes=communes, today=request.actor.today)
    page = FormPage(
        title="Noter le nombre d’enfants",
        submit="Noter",
        back=back,
        back_words="Revenir au territoire",
        lede="Les lieux d’accueil se comparent aux enfants de 3 à 12 ans qui habitent la commune.",
        crumbs=((back, "Territoire"),),
    )

    def act(said: dict[str, Any]) -> str:
        commune = next(one for one in communes if str(one.pk) == said["commune"])
        note_children(request.actor, commune, said["day"], said["count"], said["source"])
        return back

    return answer_form(request, form, page, act, "Le nombre d’enfants est noté.")


@require_safe
@who_may(READERS)
def territory_download(request: Request, extension: str) -> HttpResponse:
    """Send what the pages show as a file."""
    if extension not in MIME_TYPES:
        raise Http404(extension)
    zone = zone_asked(request)
    if zone is None:
        return _choose_zone(request)
    known, filters, _ = _context(request, zone)
    communes: tuple[Municipality, ...] = filters.communes
    data = territory_file(extension, known, communes, filters.holiday, request.actor.today)
    name = f"territoire-{zone.slug}-{request.actor.today:%Y-%m-%d}.{extension}"
    return HttpResponse(
        data,
        content_type=MIME_TYPES[extension],
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
