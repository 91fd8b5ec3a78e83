"""`preau invite`: the first person of an organisation, who then invites the others from the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from preau.foundation import clock
from preau.foundation.accounts import acts
from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.actors import system
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.territory.models import Zone


class Command(BaseCommand):
    help = "Invite la première personne d'une organisation, qui en gérera les accès ; crée l'organisation au besoin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="adresse à laquelle l'invitation part")
        parser.add_argument("--organisation", required=True, help="nom de l'organisation")
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values, help="sorte d'organisation")
        parser.add_argument("--role", required=True, choices=Role.values, help="rôle de la personne")
        parser.add_argument("--zone", help="zone (son nom dans l'adresse) : obligatoire pour une coordination")
        parser.add_argument("--name", default="", help="prénom et nom de la personne")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system(clock.now(), "Administration, en ligne de commande")
        try:
            validate_email(options["email"])
            zone = Zone.objects.get(slug=options["zone"]) if options["zone"] else None
            offer = acts.Offer(options["email"], options["name"], options["role"], actor.today, manages_users=True)
            invitation = acts.invite_first(actor, options["kind"], options["organisation"], zone, offer)
        except Zone.DoesNotExist as error:
            raise CommandError(f"Aucune zone ne s'appelle « {options['zone']} ».") from error
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except Forbidden as refusal:
            raise CommandError(refusal.reason) from refusal
        self.stdout.write(
            f"Invitation de {invitation.email} : {invitation.get_role_display()}, {invitation.organisation}. "
            "Le travailleur (preau worker) envoie le message."
        )
