"""Invented operators and places: who cares for children in a commune, when, for whom, at what price."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from preau.foundation.territory.api import centroid_of, postal_codes_of
from preau.foundation.territory.demonstration import of
from preau.foundation.territory.models import Municipality
from preau.operators.description import (
    ActivityText,
    BodyText,
    ClosureText,
    ContactText,
    Description,
    FeeText,
    HoursText,
    InsuranceText,
    PeriodText,
    PlaceText,
    ProjectText,
    RecognitionText,
    ReductionText,
    TransferText,
)

SAYS_SO = "(démonstration)"
PLACE_NAMES = (
    *("Les Coquelicots", "Le Tilleul", "Les Hirondelles", "La Marelle", "Les Noisetiers", "Le Petit Pont"),
    *("Les Quatre Vents", "La Grande Ourse", "Les Mésanges", "Le Verger", "Les Lucioles", "La Clé des Champs"),
    *("Les Sauterelles", "Le Moulin", "Les Galopins", "La Ribambelle", "Les Bleuets", "Le Chat perché"),
    *("La Source", "Les Capucines", "Le Vieux Saule", "Les Farfadets", "La Passerelle", "Les Trois Clochers"),
)
ASBL_NAMES = (
    *(
        "Les Petits Loups",
        "Cap Mercredi",
        "La Boîte à Rires",
        "Temps de Jeu",
        "Graines de Lune",
        "Les Ateliers du Préau",
    ),
    *(
        "Récré et Compagnie",
        "Le Bac à Sable",
        "Terre de Jeux",
        "Les Mille Pas",
        "L’Arche des Enfants",
        "Couleur Cerise",
    ),
)
STREETS = ("rue de l’École", "rue du Préau", "place de la Balançoire", "rue des Marronniers", "chemin du Toboggan")
ACTIVITIES = (
    *(("Jeux libres dans la cour", "free_play"), ("Bricolage et peinture", "creative"), ("Psychomotricité", "sport")),
    *(
        ("Lecture et contes", "culture"),
        ("Aide aux devoirs", "homework"),
        ("Potager", "outdoor"),
        ("Cuisine", "creative"),
    ),
    *(("Petits inventeurs", "science"), ("Sortie au bois", "outing"), ("Danse", "sport"), ("Chorale", "culture")),
)
MARRONNIERS = f"Les Petits Marronniers asbl {SAYS_SO}"
PROJECT = (
    "Chaque enfant choisit entre jouer, se reposer et participer à une activité. L’équipe veille au respect de chacun. "
    "Les familles sont accueillies chaque jour et reçoivent le règlement à l’inscription."
)
POINTS = ("development", "social_cohesion", "family_life")
# A large commune shows every state; the others draw theirs.
FIRST_STATES = ("read", "submitted", "to_correct", "noted", "preparing")
MATERNAL, PRIMARY = 30, 144  # ages in months
SCHOOL_DAYS, WITHOUT_WEDNESDAY = (0, 1, 2, 3, 4), (0, 1, 3, 4)


@dataclass(frozen=True)
class Invented:
    """An operator to write: its text, whether it has an account, and how far its declaration went."""

    description: Description
    state: str  # a state of the procedure `operator_declaration`
    declared_on: date | None


def operators_of(rng: random.Random, commune: Municipality, count: int, places: int, today: date) -> list[Invented]:
    """Return `count` operators of a commune with `places` places between them: the communal service first."""
    made = []
    for rank in range(count):
        share = max(1, places // count + (1 if rank < places % count else 0))
        sort = "communal" if rank == 0 else rng.choice(("school", "asbl", "asbl", "school", "asbl"))
        state = FIRST_STATES[rank] if count > len(FIRST_STATES) > rank else _state(rng, rank)
        declared = date(today.year - rng.randint(0, 1), rng.choice((3, 5, 8, 9)), rng.randint(1, 28))
        text = _operator(rng, commune, sort, rank, share)
        made.append(Invented(text, state, None if state == "preparing" else min(declared, today)))
    return made


def marronniers(rng: random.Random, commune: Municipality) -> Invented:
    """Return the asbl whose people everybody can be in the demonstration: three places, declared and read."""
    drawn = _operator(rng, commune, "asbl", 99, 3)
    text = replace(
        drawn, name="Les Petits Marronniers, accueil du temps libre", body=replace(drawn.body, name=MARRONNIERS)
    )
    return Invented(text, "read", date(2026, 8, 24))


def _state(rng: random.Random, rank: int) -> str:
    if rank == 0:
        return "read"
    return rng.choices(("read", "submitted", "to_correct", "noted", "preparing"), (68, 12, 4, 10, 6))[0]


def _operator(rng: random.Random, commune: Municipality, sort: str, rank: int, count: int) -> Description:
    name, body, form = _names(rng, commune, sort, rank)
    postal = rng.choice(postal_codes_of(commune.nis) or ("",))
    slug = f"{sort}{rank}.{commune.slug}"
    places = tuple(_place(rng, commune, sort, number, rank, postal) for number in range(count))
    drawn = Description(
        name=name,
        body=BodyText(
            name=body,
            legal_form=form,
            street=f"{rng.choice(STREETS)} {rng.randint(1, 90)}",
            postal_code=postal,
            locality=commune.name,
            person_in_charge="Direction (fonction)",
            phone="000 00 00 00",
            email=f"{slug}@demo.preau.example",
        ),
        kind={"communal": "other", "school": "school", "asbl": rng.choice(("other", "recognised_otherwise"))}[sort],
        in_cle=True if sort == "communal" else rng.choice((True, True, False, None)),
        phone="000 00 00 00",
        email=f"{slug}@demo.preau.example",
        informs_by_rules=True if rng.random() < 0.8 else None,
        informs_by_website=rng.choice((True, False, None)),
        recognitions=_recognitions(rng, sort, commune),
        insurances=(
            InsuranceText(cover="both", insurer="Assurance inventée", policy_number=f"DEMO-{rng.randint(1, 9999)}"),
        ),
        contacts=(
            ContactText(
                full_name="Secrétariat (fonction)",
                email=f"{slug}@demo.preau.example",
                subjects=("daily", "declaration"),
            ),
        ),
        project=ProjectText(number=1, text=PROJECT, points=POINTS, adopted_on=date(2024, 9, 2))
        if rng.random() < 0.85
        else None,
        places=places,
    )
    return replace(drawn, subsidies=_subsidies(sort, drawn.recognitions), wants_approval=_wants_approval(drawn))


def _subsidies(sort: str, held: tuple[RecognitionText, ...]) -> str:
    """Return the subsidies said to be received: that of type 1 goes to approved operators only (decree, art. 35)."""
    if any(one.kind == "atl_approval" for one in held):
        return "Subvention de type 1 de l’ONE."
    return "Subvention communale." if sort == "school" else "Aucune."


def _wants_approval(drawn: Description) -> bool | None:
    """Who takes part in the programme says whether the approval is asked; the others have not been asked yet."""
    return any(one.kind == "atl_approval" for one in drawn.recognitions) if drawn.in_cle else None


def _names(rng: random.Random, commune: Municipality, sort: str, rank: int) -> tuple[str, str, str]:
    """Return the name of the operator, of its body, and its legal form; each name says that it is invented."""
    if sort == "communal":
        body = f"Commune {of(commune.name)}, service de l’enfance {SAYS_SO}"
        return f"Accueil extrascolaire communal {of(commune.name)} {SAYS_SO}", body, "municipality"
    if sort == "school":
        name = f"École {rng.choice(PLACE_NAMES)}, {commune.name} {rank} {SAYS_SO}"
        return (
            name,
            f"Pouvoir organisateur de l’{name[0].lower()}{name[1:]}"[:200],
            rng.choice(("asbl", "municipality", "community")),
        )
    name = f"{rng.choice(ASBL_NAMES)} {commune.name} {rank} asbl {SAYS_SO}"
    return name, name, "asbl"


def _recognitions(rng: random.Random, sort: str, commune: Municipality) -> tuple[RecognitionText, ...]:
    held = []
    if sort == "communal" or rng.random() < 0.4:
        # Five years, as the programme of the commune: each on its own days, from January 2022 on.
        since = date(2022, 1, 17) + timedelta(days=int(commune.nis) * 37 % 1_400)
        until = since + timedelta(days=1_825)
        held.append(RecognitionText(kind="atl_approval", granted_by="ONE", valid_from=since, valid_to=until))
    if sort == "asbl" and rng.random() < 0.3:
        held.append(
            RecognitionText(
                kind=rng.choice(("holiday_centre", "homework_school", "sport")), granted_by="Organisme inventé"
            )
        )
    return tuple(held)


def _place(rng: random.Random, commune: Municipality, sort: str, number: int, rank: int, postal: str) -> PlaceText:
    name = PLACE_NAMES[(rank * 7 + number * 5 + len(commune.name)) % len(PLACE_NAMES)]
    in_school = sort != "asbl" or rng.random() < 0.3
    youngest, oldest = rng.choice(
        ((MATERNAL, PRIMARY), (MATERNAL, PRIMARY), (MATERNAL, 72), (72, PRIMARY), (36, PRIMARY))
    )
    latitude, longitude = _point(rng, commune)
    known = rng.random() < 0.93  # some places do not say everything: the pages must say so
    return PlaceText(
        name=f"École {name}" if in_school else name,
        nis=commune.nis,
        street=f"{rng.choice(STREETS)} {rng.randint(1, 120)}",
        postal_code=postal,
        locality=commune.name,
        in_school=in_school,
        school_name=f"École {name}" if in_school else "",
        premises=rng.choice(("Réfectoire et salle de jeux", "Deux classes et la cour", "Salle communale", "")),
        access=rng.choice(("full", "full", "partly", "no", "")),
        outdoor=rng.choice((True, True, True, False, None)),
        meals=rng.choice(("own", "snack", "meal", "")),
        capacity=rng.choice((18, 24, 30, 36, 45, 54, 60)) if known else None,
        youngest_months=youngest if known else None,
        oldest_months=oldest if known else None,
        latitude=latitude,
        longitude=longitude,
        phone="000 00 00 00",
        email=f"lieu{rank}-{number}.{commune.slug}@demo.preau.example",
        periods=_periods(rng, sort),
        transfers=_transfers(rng, in_school),
        closures=(ClosureText(first_day=date(2026, 12, 24), last_day=date(2027, 1, 2), reason="Fin d’année"),)
        if rng.random() < 0.4
        else (),
        reductions=_reductions(rng),
    )


def _point(rng: random.Random, commune: Municipality) -> tuple[Decimal | None, Decimal | None]:
    """Return an invented point near the middle of the commune; some places give none."""
    middle = centroid_of(commune.nis)
    if middle is None or rng.random() < 0.25:
        return None, None
    north, east = rng.uniform(-0.02, 0.02), rng.uniform(-0.03, 0.03)
    return round(Decimal(middle.latitude + north), 5), round(Decimal(middle.longitude + east), 5)


def _periods(rng: random.Random, sort: str) -> tuple[PeriodText, ...]:
    fee = _fee(rng)
    periods = []
    if sort != "asbl" or rng.random() < 0.3:
        start = rng.choice((390, 420, 435, 450))
        periods.append(_period(rng, "before_school", _same(SCHOOL_DAYS, start, 500), fee))
    if sort != "asbl" or rng.random() < 0.6:
        end = rng.choice((1020, 1050, 1050, 1080, 1080, 1110))
        periods.append(_period(rng, "after_school", _same(WITHOUT_WEDNESDAY, rng.choice((920, 930, 940)), end), fee))
    if rng.random() < 0.65:
        end = rng.choice((960, 1020, 1050, 1080))
        periods.append(_period(rng, "wednesday_afternoon", _same((2,), rng.choice((735, 750)), end), fee))
    if sort == "asbl" and rng.random() < 0.25:
        periods.append(_period(rng, "weekend", _same((5,), 570, 750), _fee(rng)))
    if rng.random() < (0.6 if sort == "asbl" else 0.25):
        day = (FeeText(unit="per_day", amount=Decimal(rng.choice((8, 10, 12, 15))), elsewhere=None),)
        periods.append(
            _period(rng, "short_holidays", _same(SCHOOL_DAYS, 480, 1050), day, ("automne", "détente", "printemps"))
        )
        periods.append(_period(rng, "long_holidays", _same(SCHOOL_DAYS, 480, 1050), day))
    return tuple(periods) or (_period(rng, "after_school", _same(WITHOUT_WEDNESDAY, 930, 1050), fee),)


def _period(
    rng: random.Random,
    kind: str,
    hours: tuple[HoursText, ...],
    fees: tuple[FeeText, ...],
    holidays: tuple[str, ...] = (),
) -> PeriodText:
    under, over = rng.randint(0, 18), rng.randint(4, 24)
    chosen = rng.sample(ACTIVITIES, rng.randint(1, 3))
    return PeriodText(
        kind=kind,
        hours=hours,
        holidays=holidays,
        is_new=rng.random() < 0.08,
        expected_under_six=under,
        expected_six_and_over=over,
        workers=max(1, (under + over + 17) // 18 + rng.choice((0, 0, 0, 1))),
        workers_last_year=rng.choice((1, 2, None)),
        second_adult=rng.choice(("present", "on_call", "")),
        activities=tuple(ActivityText(title=title, subject=subject) for title, subject in chosen),
        fees=fees,
    )


def _same(days: tuple[int, ...], starts: int, ends: int) -> tuple[HoursText, ...]:
    return tuple(HoursText(weekday=day, starts=starts, ends=ends) for day in days)


def _fee(rng: random.Random) -> tuple[FeeText, ...]:
    sort = rng.random()
    if sort < 0.12:
        return (FeeText(unit="free"),)
    if sort < 0.2:
        return ()
    if sort < 0.65:
        amount = Decimal(rng.choice(("0.40", "0.50", "0.60", "0.75")))
        return (FeeText(unit="per_half_hour", amount=amount, elsewhere=amount, includes="Collation"),)
    amount = Decimal(rng.choice(("1.00", "1.50", "2.00", "2.50")))
    return (FeeText(unit="per_day", amount=amount, elsewhere=amount),)


def _transfers(rng: random.Random, in_school: bool) -> tuple[TransferText, ...]:
    if in_school or rng.random() < 0.5:
        return ()
    mode, minutes = rng.choice((("on_foot", 8), ("on_foot", 14), ("public_transport", 20), ("other_vehicle", 12)))
    return (
        TransferText(
            school_name=f"École {rng.choice(PLACE_NAMES)}",
            mode=mode,
            minutes=minutes,
            supervised=True,
            inside_zone=True,
        ),
    )


def _reductions(rng: random.Random) -> tuple[ReductionText, ...]:
    if rng.random() < 0.5:
        return ()
    return (
        ReductionText(ground="siblings", percent=Decimal(rng.choice((25, 50)))),
        ReductionText(ground="low_income", words="sur demande au CPAS"),
    )
