"""The forms of the composition of a CCA. They check words and choices; acts check rights and states."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from preau.commissions.models import AdvisoryMember, Cca, CcaComponent, Known
from preau.commissions.seats import Seat
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.forms import Marked, day_field, email_field, set_choices, set_rows, words_field
from preau.law.composition.facts import NETWORK_WORDS, component_sizes
from preau.law.words import fold, full_date

EARLIEST = date(2004, 1, 1)  # the CCA exists since then (decree of 3 July 2003)
NETWORKS = [(str(network), words[:1].upper() + words[1:]) for network, words in NETWORK_WORDS.items()]
NONE = "none"


def known_field(label: str, hint: str = "") -> forms.ChoiceField:
    """Return a fact: yes, no, or not known yet. Left out, it is not known."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=Known.choices,
        initial=Known.UNKNOWN,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )


def size_field(day: date, communes: int) -> forms.TypedChoiceField:
    """Return the choice of the size of each component, with the total it makes."""
    sizes = [(size, f"{size} par composante, {5 * size} membres effectifs") for size in component_sizes(day, communes)]
    return forms.TypedChoiceField(
        label="Sièges par composante",
        choices=sizes,
        coerce=int,
        error_messages={"invalid_choice": "Choisissez dans la liste.", "required": "Choisissez dans la liste."},
    )


class StartForm(forms.Form):
    """The size of a CCA that starts."""

    def __init__(self, *args: Any, day: date, communes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats_each"] = size_field(day, communes)


class NetworkChoices(forms.MultipleChoiceField):
    """Networks of schools, in check boxes: none ticked is not known."""

    def __init__(self, label: str, hint: str, choices: list[tuple[str, str]]) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choisissez dans la liste."},
        )

    def clean(self, value: Any) -> list[str] | None:
        ticked = super().clean(value)
        if NONE in ticked and len(ticked) > 1:
            raise ValidationError("Cochez les réseaux, ou « Aucun », pas les deux.")
        return [] if NONE in ticked else ticked or None

    def prepare_value(self, value: Any) -> Any:
        return [NONE] if value == [] else value


class WholeForm(Marked):
    """The facts of the CCA as a whole."""

    contiguous = known_field("Les communes se touchent")
    networks = NetworkChoices("Réseaux d’enseignement présents", "Aucune case cochée : pas encore su.", NETWORKS)
    parents_networks = NetworkChoices(
        "Réseaux où une association de parents siège dans un conseil de participation",
        "Aucune case cochée : pas encore su.",
        [*NETWORKS, (NONE, "Aucun")],
    )
    family_movements = known_field("Un mouvement familial peut siéger", "Il a une section locale dans la commune.")
    commission_informed_on = day_field(
        "Commission d’agrément informée le", "Avant la première réunion (décret, art. 6, § 4)."
    )
    first_meeting_on = day_field("Première réunion de la CCA le")
    last_election_on = day_field("Dernières élections communales le")
    house_rules_adopted_on = day_field("Règlement d’ordre intérieur adopté le")
    without_house_rules = forms.BooleanField(
        label="La CCA n’a encore adopté aucun règlement",
        help_text="Les votes se comptent alors selon la loi seule. Sans date ni cette case, on ne sait pas.",
        required=False,
    )
    quorum = forms.IntegerField(
        label="Quorum du règlement, en membres",
        help_text="Vide si le règlement n’en demande pas : la loi n’en fixe aucun.",
        required=False,
        min_value=1,
        max_value=45,
        error_messages={"invalid": "Donnez un nombre entier, comme 8"},
    )
    majority = forms.ChoiceField(
        label="Majorité du règlement", choices=list(Cca._meta.get_field("majority").choices or ())
    )
    notice_days = forms.IntegerField(
        label="Délai de convocation du règlement, en jours",
        required=False,
        min_value=1,
        max_value=90,
        error_messages={"invalid": "Donnez un nombre entier de jours, comme 10"},
    )

    def __init__(self, *args: Any, day: date, communes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields = {"seats_each": size_field(day, communes), **self.fields}
        if communes == 1:
            del self.fields["contiguous"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("last_election_on", "house_rules_adopted_on"):
            value = cleaned.get(name)
            if value and value > self.day:
                self.add_error(name, "Donnez une date passée.")
        if cleaned.get("without_house_rules") and cleaned.get("house_rules_adopted_on"):
            self.add_error("without_house_rules", "Le règlement a une date d’adoption : décochez cette case.")
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and value < EARLIEST:
                self.add_error(name, f"Donnez une date à partir du {full_date(EARLIEST)}.")
        cleaned["family_movements"] = cleaned.get("family_movements") or Known.UNKNOWN
        if "contiguous" in self.fields:
            cleaned["contiguous"] = cleaned.get("contiguous") or Known.UNKNOWN
        return cleaned


class ComponentForm(Marked):
    """Why a component is absent, and what was done so that it sits."""

    absent = forms.ChoiceField(
        label="Cette composante",
        choices=[("", "Siège, ou siégera"), *CcaComponent.Absence.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    comment = words_field(
        "Structures invitées, moyens employés, refus et raisons, difficultés",
        5_000,
        "Ce commentaire fait partie du dossier que l’ONE demande.",
        widget=forms.Textarea,
    )


class MemberForm(Marked):
    """Who holds a seat; the fields that depend on the component are there only where it asks for them."""

    full_name = words_field("Prénom et nom", 150, required="Donnez le prénom et le nom du membre")
    email = email_field()
    organisation = words_field("Organisation qui mandate", 200, "L’école, l’association, le service, la commune.")
    municipality = forms.ModelChoiceField(
        label="Commune représentée", queryset=Municipality.objects.none(), required=False, empty_label="Pas encore su"
    )
    network = forms.ChoiceField(
        label="Réseau d’enseignement", choices=[("", "Pas encore su"), *NETWORKS], required=False
    )
    family_movement = forms.BooleanField(label="Mandaté par un mouvement familial", required=False)
    college_designee = forms.BooleanField(
        label="Désigné par le collège",
        help_text="Ce membre siège d’office et préside, ou désigne qui préside.",
        required=False,
    )
    anchored = known_field("Implication directe et ancrage local", "Le membre est actif sur le territoire.")
    entitled = known_field("L’organisation remplit la condition de la composante")
    excluded_group = known_field("Membre d’un groupe qui ne respecte pas les principes démocratiques")
    mandate_from = day_field("Mandat depuis le", required=True)

    def __init__(self, *args: Any, number: int, communes: tuple[Municipality, ...], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number, self.day = number, day
        self.fields["entitled"].help_text = CONDITIONS[number]
        kept = set(self.fields) - {name for name, numbers in ASKED_OF.items() if number not in numbers}
        if len(communes) == 1:
            kept.discard("municipality")
        else:
            keys = [one.pk for one in communes]
            set_rows(self, "municipality", Municipality.objects.filter(pk__in=keys))
        for name in set(self.fields) - kept:
            del self.fields[name]

    def clean_mandate_from(self) -> date:
        return checked_start(self.cleaned_data["mandate_from"], self.day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return _facts(cleaned)


ASKED_OF = {"network": {2, 3}, "family_movement": {3}, "college_designee": {1}, "excluded_group": {1}}
CONDITIONS = {
    1: "Être conseiller communal élu par le conseil, ou désigné par le collège.",
    2: "Être une école maternelle ou primaire organisée ou subventionnée.",
    3: "Être une association de parents, ou un mouvement familial qui peut siéger.",
    4: "Être un opérateur déclaré à l’ONE.",
    5: "Être un service reconnu par une autre réglementation de la Communauté française.",
}


class SubstituteForm(forms.Form):
    """The substitute, designated the same way; left empty when there is none yet."""

    full_name = words_field("Prénom et nom du suppléant", 150)
    email = email_field("Adresse électronique du suppléant")
    organisation = words_field("Organisation du suppléant", 200, "Vide : celle du membre effectif.")
    anchored = known_field("Implication directe et ancrage local du suppléant")
    excluded_group = known_field("Suppléant membre d’un groupe qui ne respecte pas les principes démocratiques")
    mandate_from = day_field("Suppléant depuis le", "Vide : le même jour que le membre effectif.")

    def __init__(self, *args: Any, number: int, day: date, seat: Seat | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.seat = day, seat
        if number not in ASKED_OF["excluded_group"]:
            del self.fields["excluded_group"]

    def clean_mandate_from(self) -> date | None:
        given = self.cleaned_data["mandate_from"]
        return checked_start(given, self.day) if given else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held = self.seat.substitute if self.seat else None
        if not cleaned.get("full_name") and "full_name" not in self.errors:
            if held is not None:
                self.add_error("full_name", f"Pour retirer {held}, notez son départ sur la page de la CCA.")
            elif any(cleaned.get(name) for name in ("email", "organisation")):
                self.add_error("full_name", "Donnez le prénom et le nom du suppléant")
        return _facts(cleaned)

    def values(self, member: dict[str, Any]) -> dict[str, Any]:
        """Return what to write of the substitute of `member`, nothing when there is none."""
        if not self.cleaned_data["full_name"]:
            return {}
        held = self.cleaned_data
        given = {**held, "mandate_from": held["mandate_from"] or member["mandate_from"]}
        return {f"s_{name}": value for name, value in given.items()}

    def check_with(self, member: dict[str, Any]) -> None:
        """Add an error when the substitute is the member himself."""
        name = self.cleaned_data.get("full_name")
        if name and fold(name) == fold(member.get("full_name", "")):
            self.add_error("full_name", "Le suppléant est une autre personne que le membre effectif.")


def _facts(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the cleaned fields with the facts left out as not known."""
    return cleaned | {
        name: cleaned.get(name) or Known.UNKNOWN
        for name in ("anchored", "entitled", "excluded_group")
        if name in cleaned
    }


def checked_start(given: date, day: date) -> date:
    if given > day:
        raise ValidationError("Donnez une date passée : un mandat s’écrit quand il a commencé.")
    if given < EARLIEST:
        raise ValidationError(f"Donnez une date à partir du {full_date(EARLIEST)}.")
    return given


class ChairForm(Marked):
    """Who presides."""

    chair = forms.TypedChoiceField(label="Préside la CCA", required=False, coerce=int, empty_value=None)
    chair_designated = known_field(
        "Désigné pour présider par le membre du collège",
        "À remplir quand ce n’est pas le membre désigné par le collège qui préside.",
    )

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {seat.votes.pk: seat.votes for seat in seats}
        choices = [("", "Pas encore désigné"), *((pk, str(member)) for pk, member in self.members.items())]
        set_choices(self, "chair", choices)

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "chair": self.members.get(given["chair"]),
            "chair_designated": given["chair_designated"] or Known.UNKNOWN,
        }


class AdviserForm(Marked):
    """Somebody who sits without a vote."""

    kind = forms.ChoiceField(label="À quel titre", choices=AdvisoryMember.Kind.choices)
    full_name = words_field("Prénom et nom", 150, required="Donnez le prénom et le nom")
    email = email_field()
    organisation = words_field("Organisation", 200)
    since = day_field("Depuis le", required=True)
    until = day_field("Jusqu’au", "Vide tant que cette personne siège.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "La fin vient après le début.")
        return cleaned


class LeaveForm(forms.Form):
    """The day a member left, and why."""

    day = day_field("A quitté la CCA le", "Le premier jour où cette personne ne siège plus.", required=True)
    reason = words_field("Parce que", 300, "Par exemple, démission, déménagement, fin de fonction.")


class AddressForm(forms.Form):
    email = email_field("Adresse électronique", "Les convocations y sont envoyées.")


class DayForm(forms.Form):
    """A past day to look at."""

    jour = day_field("Composition au", required=True)
