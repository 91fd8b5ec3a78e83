"""The people of the demonstration: all invented, all with the same password, none outside demonstration mode."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person, digest_of_token
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.territory.demonstration import JOINT_SLUG, MONS, World, of

PASSWORD = "marelle-sous-le-preau"  # noqa: S105 - printed at each start: it opens nothing but the demonstration
DOMAIN = "demo.preau.example"
TOTP_SECRET = "PREAUDEMONSTRATIONPREAUDEMONSTRA"  # noqa: S105 - base 32, as known as the password
INVITATION_TOKEN = "invitation-de-demonstration"  # noqa: S105 - idem
FIRST_NAMES = (
    *("Alix", "Andréa", "Ange", "Camille", "Charlie", "Claude", "Dominique", "Eden", "Élie", "Gaby", "Jo", "Lou"),
    *("Maé", "Maxime", "Morgan", "Noa", "Ocène", "Sacha", "Sam", "Swann", "Yaël", "Zoé", "Célestin", "Ondine"),
)
# Nobody is called so: the names are those of games and of things of the playground.
LAST_NAMES = (
    *("Balançoire", "Cabane", "Cartable", "Cerceau", "Cerf-Volant", "Colin-Maillard", "Corde-à-Sauter", "Craie"),
    *("Croquet", "Domino", "Échasse", "Flûtiau", "Gommette", "Goûter", "Jeu-de-l’Oie", "Kaléidoscope", "Luge"),
    *("Manège", "Marelle", "Mirliton", "Mikado", "Osselet", "Pâquerette", "Pastel", "Plumier", "Puzzle", "Quille"),
    *("Récré", "Ricochet", "Sifflet", "Tableau-Noir", "Tangram", "Toboggan", "Toupie", "Trottinette", "Yoyo"),
)


@dataclass(frozen=True)
class Character:
    """Someone of every scale: where she works, as what, and what to try with her account."""

    name: str  # before the @
    organisation: str  # a key of ORGANISATIONS, or the slug of a zone for its coordination
    role: str
    try_this: str
    manages_users: bool = False
    two_factors: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


ORGANISATIONS = {
    "marronniers": (OrganisationKind.OPERATOR, "Les Petits Marronniers asbl (démonstration)"),
    "one": (OrganisationKind.ONE, "ONE (démonstration)"),
    "commission": (OrganisationKind.APPROVAL_COMMISSION, "Commission d’agrément (démonstration)"),
    "observatoire": (OrganisationKind.OBSERVATORY, "Observatoire (démonstration)"),
    "ministere": (OrganisationKind.MINISTRY, "Ministère (démonstration)"),
}
_READ = "lire les plans de toutes les communes, chercher un mot"
SEVERAL = "plusieurs.mandats"
CAST = (
    Character(
        "presidence.mons",
        MONS,
        Role.CCA_CHAIR,
        "relire le projet, y répondre aux remarques, enregistrer l’approbation de la CCA",
    ),
    Character(
        "membre1.mons", MONS, Role.CCA_MEMBER, "lire le projet, laisser une remarque sur un objectif, voter en séance"
    ),
    Character("membre2.mons", MONS, Role.CCA_MEMBER, "la même chose, à deux sur la même page"),
    Character(
        "secretariat.mons",
        MONS,
        Role.COUNCIL_SECRETARY,
        "lire la note au conseil communal, noter la séance où il est informé",
    ),
    Character(
        "direction.marronniers", "marronniers", Role.OPERATOR_SIGNATORY, "gérer les accès de l’asbl", manages_users=True
    ),
    Character(
        "secretariat.marronniers",
        "marronniers",
        Role.OPERATOR_SECRETARY,
        "tenir Mon équipe, demander une qualification, saisir une formation pour douze personnes",
    ),
    Character("projet.marronniers", "marronniers", Role.PROJECT_LEADER, "voir qui a ses cinquante heures, et quand"),
    Character("accueil1.marronniers", "marronniers", Role.CARE_WORKER, "lire ses heures et son attestation"),
    Character("accueil2.marronniers", "marronniers", Role.CARE_WORKER, "la même chose, dans un autre cas"),
    Character(
        "agrement.one",
        "one",
        Role.APPROVAL_OFFICER,
        "lire les plans et rapports reçus et leurs accusés ; la page affiche le code du second facteur",
        manages_users=True,
        two_factors=True,
    ),
    Character(
        "formations.one",
        "one",
        Role.TRAINING_OFFICER,
        "décider des formations qui attendent : une carte, une touche, une confirmation",
        two_factors=True,
    ),
    Character(
        "formations2.one",
        "one",
        Role.TRAINING_OFFICER,
        "contresigner une décision qui touche beaucoup de personnes",
        two_factors=True,
    ),
    Character("subsides.one", "one", Role.SUBSIDY_OFFICER, _READ),
    Character("membre1.commission", "commission", Role.COMMISSION_MEMBER, "lire les plans et rapports reçus"),
    Character("membre2.commission", "commission", Role.COMMISSION_MEMBER, _READ),
    Character("observatoire", "observatoire", Role.OBSERVER, _READ),
    Character("ministere", "ministere", Role.MINISTRY_READER, _READ),
    Character(SEVERAL, "jurbise", Role.ATL_COORDINATOR, "changer d’organisation : Jurbise, Mons et une asbl"),
)
MORE_MANDATES = ((SEVERAL, MONS, Role.CCA_MEMBER), (SEVERAL, "marronniers", Role.OPERATOR_SIGNATORY))
REPLACEMENT = f"remplacement.mons@{DOMAIN}"
INVITED = f"nouvelle.collegue@{DOMAIN}"


def coordinator_email(slug: str) -> str:
    """Return the address of the coordinator of a zone, by its name in addresses."""
    return f"coordination.{slug}@{DOMAIN}"


def accounts_to_try() -> Iterator[tuple[str, str, str]]:
    """Yield (e-mail, role, what to try) of the accounts worth showing, the coordinator of Mons first."""
    what = "reprendre le plan de l’an dernier, écrire, importer le classeur, imprimer, approuver"
    yield coordinator_email(MONS), "Coordination ATL de Mons", what
    for character in CAST:
        yield character.email, str(Role(character.role).label), character.try_this
    yield REPLACEMENT, "Coordination ATL de Mons, par délégation", "agir pour la coordination absente"


def build(world: World) -> dict[str, int]:
    """Write the organisations, the people of every role, one coordinator per zone; return what was written.

    The password is hashed once for all: its hash is slow on purpose.
    """
    organisations = _organisations(world)
    people = _people(world)
    since = world.years[0].first_day
    mandates = [
        Mandate(
            person=people[coordinator_email(zone.slug)],
            organisation=organisations[zone.slug],
            role=Role.ATL_COORDINATOR,
            manages_users=True,
            valid_from=max(since, zone.valid_from or since),
            valid_to=zone.valid_to,
        )
        for zone in world.zones
    ]
    mandates += [_mandate(people[c.email], organisations[c.organisation], c.role, since, c.manages_users) for c in CAST]
    mandates += [
        _mandate(people[f"{name}@{DOMAIN}"], organisations[where], role, since) for name, where, role in MORE_MANDATES
    ]
    Mandate.objects.bulk_create(mandates)
    _delegate(world, people, organisations[MONS])
    _invite(world, people[coordinator_email(MONS)], organisations[MONS])
    for character in CAST:
        if character.two_factors:
            TOTP.activate(people[character.email], TOTP_SECRET)
    return {"organisations": len(organisations), "people": len(people), "mandates": len(mandates) + 1}


def _organisations(world: World) -> dict[str, Organisation]:
    """Create the coordination of each zone and the other bodies, by their key; the operator works in Mons."""
    rows = {
        zone.slug: Organisation(
            kind=OrganisationKind.COORDINATION,
            name=f"Commune{'s' if zone.slug == JOINT_SLUG else ''} {of(zone.name)} (démonstration)",
            zone=zone,
        )
        for zone in world.zones
    }
    for key, (kind, name) in ORGANISATIONS.items():
        zone = world.zone(MONS) if kind == OrganisationKind.OPERATOR else None
        rows[key] = Organisation(kind=kind, name=name, zone=zone)
    Organisation.objects.bulk_create(rows.values())
    return rows


def _people(world: World) -> dict[str, Person]:
    """Create everybody, by e-mail, with an invented name drawn from it."""
    emails = [coordinator_email(zone.slug) for zone in world.zones]
    emails += [*(character.email for character in CAST), REPLACEMENT]
    password = make_password(PASSWORD)
    rows = {email: Person(email=email, full_name=_name(world, email), password=password) for email in emails}
    Person.objects.bulk_create(rows.values())
    return rows


def _name(world: World, email: str) -> str:
    rng = world.rng("person", email)
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"


def _mandate(person: Person, where: Organisation, role: str, since: date, manages_users: bool = False) -> Mandate:
    return Mandate(person=person, organisation=where, role=role, manages_users=manages_users, valid_from=since)


def _delegate(world: World, people: dict[str, Person], where: Organisation) -> None:
    """Let the coordinator of Mons be replaced for two months."""
    owner = people[coordinator_email(MONS)]
    Mandate.objects.create(
        person=people[REPLACEMENT],
        organisation=where,
        role=Role.ATL_COORDINATOR,
        valid_from=world.today,
        valid_to=world.today + timedelta(days=60),
        granted_by=owner,
        delegated_from=Mandate.objects.get(person=owner, organisation=where),
    )


def _invite(world: World, inviter: Person, where: Organisation) -> None:
    """Leave one invitation waiting."""
    Invitation.objects.create(
        email=INVITED,
        full_name=_name(world, INVITED),
        organisation=where,
        role=Role.CCA_MEMBER,
        valid_from=world.today,
        invited_by=inviter,
        invited_at=world.now,
        expires_at=world.now + timedelta(days=14),
        token_digest=digest_of_token(INVITATION_TOKEN),
    )
