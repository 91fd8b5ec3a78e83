"""What every test builds its people and places with. All names and addresses are invented."""

from datetime import date, datetime
from functools import cache

import factory
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from preau.foundation import clock
from preau.foundation.accounts import sessions
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Organisation, Person
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.territory.models import Municipality, Zone, ZoneMember

PASSWORD = "un ballon jaune sous le toit"


@cache
def _hash_of_password() -> str:
    """Hash it once per run: the hash is slow on purpose."""
    return make_password(PASSWORD)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """An invented commune; its NIS code begins with a letter, which no real one does."""

    class Meta:
        model = Municipality

    nis = factory.Sequence(lambda n: f"Z{n:04d}")
    name = factory.Sequence(lambda n: f"Commune inventée {n + 1}")
    slug = factory.Sequence(lambda n: f"commune-inventee-{n + 1}")
    province = "Province inventée"
    region = "Wallonie"


class ZoneFactory(factory.django.DjangoModelFactory):
    """A zone of one new commune; `ZoneFactory(municipalities=[a, b])` takes given ones, in that order."""

    class Meta:
        model = Zone
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Zone inventée {n + 1}")
    slug = factory.Sequence(lambda n: f"zone-inventee-{n + 1}")

    @factory.post_generation
    def municipalities(self, create, extracted, **kwargs):
        if create:
            for position, municipality in enumerate(extracted or [MunicipalityFactory()], start=1):
                ZoneMember.objects.create(zone=self, municipality=municipality, position=position)


class PersonFactory(factory.django.DjangoModelFactory):
    """Someone who signs in with `PASSWORD`; the trait `no_password` makes one who never set any."""

    class Meta:
        model = Person

    class Params:
        no_password = factory.Trait(password=factory.LazyFunction(lambda: make_password(None)))

    email = factory.Sequence(lambda n: f"personne{n + 1}@exemple.test")
    full_name = factory.Sequence(lambda n: f"Personne Inventée {n + 1}")
    password = factory.LazyFunction(_hash_of_password)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A coordination with its zone; traits `operator`, `one`, `commission`, `observatory`, `ministry`."""

    class Meta:
        model = Organisation

    class Params:
        operator = factory.Trait(kind=OrganisationKind.OPERATOR)
        one = factory.Trait(kind=OrganisationKind.ONE, zone=None)
        commission = factory.Trait(kind=OrganisationKind.APPROVAL_COMMISSION, zone=None)
        observatory = factory.Trait(kind=OrganisationKind.OBSERVATORY, zone=None)
        ministry = factory.Trait(kind=OrganisationKind.MINISTRY, zone=None)

    kind = OrganisationKind.COORDINATION
    name = factory.Sequence(lambda n: f"Organisation inventée {n + 1}")
    zone = factory.SubFactory(ZoneFactory)


class MandateFactory(factory.django.DjangoModelFactory):
    """A mandate without end, the coordinator's by default.

    Traits give the role and the matching organisation: `chair`, `member`, `secretary`, `signatory`,
    `operator_secretary`, `care_worker`, `approval_officer`, `training_officer`, `commission_member`, `observer`,
    `ministry`; `manager` adds the management of access.
    """

    class Meta:
        model = Mandate

    class Params:
        chair = factory.Trait(role=Role.CCA_CHAIR)
        member = factory.Trait(role=Role.CCA_MEMBER)
        secretary = factory.Trait(role=Role.COUNCIL_SECRETARY)
        signatory = factory.Trait(role=Role.OPERATOR_SIGNATORY, organisation__operator=True)
        operator_secretary = factory.Trait(role=Role.OPERATOR_SECRETARY, organisation__operator=True)
        care_worker = factory.Trait(role=Role.CARE_WORKER, organisation__operator=True)
        approval_officer = factory.Trait(role=Role.APPROVAL_OFFICER, organisation__one=True)
        training_officer = factory.Trait(role=Role.TRAINING_OFFICER, organisation__one=True)
        commission_member = factory.Trait(role=Role.COMMISSION_MEMBER, organisation__commission=True)
        observer = factory.Trait(role=Role.OBSERVER, organisation__observatory=True)
        ministry = factory.Trait(role=Role.MINISTRY_READER, organisation__ministry=True)
        manager = factory.Trait(manages_users=True)

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.ATL_COORDINATOR
    valid_from = date(2020, 9, 1)


def actor_for(mandate: Mandate, now: datetime | None = None, strong: bool = False) -> Actor:
    """Return the actor who acts through `mandate` at `now` (the clock's moment when not given)."""
    return Actor(now=now or clock.now(), person=mandate.person, mandate=mandate, mandates=(mandate,), strong=strong)


def sign_in(client: Client, person: Person, strong: bool = False, mandate: Mandate | None = None) -> Client:
    """Sign `person` in on `client`, with a second factor when `strong`, acting through `mandate`."""
    person.refresh_from_db()  # her password or factors may have changed since: the session keeps their mark
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    sessions.mark_confirmed(session, person, clock.now(), strong=strong)
    if mandate is not None:
        session[sessions.MANDATE_KEY] = mandate.pk
    session.save()
    return client
