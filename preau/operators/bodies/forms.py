"""The forms of bodies: identity, operator, contact, papers, whom to invite."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from preau.foundation.ui import numbers
from preau.foundation.ui.form_pages import Kept
from preau.foundation.ui.forms import KnownField, choice_field, day_field, email_field, set_rows, words_field
from preau.operators.bodies.acts.identity import TAKEN, is_taken
from preau.operators.models import (
    CareOperator,
    ContactSubject,
    Insurance,
    LegalForm,
    OrganisingBody,
    Recognition,
)

_ACCOUNT_HINT = "Celui où les subsides sont versés. Seuls votre direction, votre secrétariat et l’ONE le lisent."


def _phone(hint: str = "") -> numbers.ReadField:
    return numbers.ReadField(numbers.phone, "Téléphone", hint, inputmode="tel", autocomplete="tel")


def _number(hint: str = "") -> numbers.ReadField:
    return numbers.ReadField(
        numbers.enterprise_number, "Numéro d’entreprise (BCE)", hint or f"Par exemple {numbers.ENTERPRISE_EXAMPLE}"
    )


class IdentityForm(Kept):
    """What a body is. Only its name is required: the rest is asked again before declaring."""

    name = words_field("Nom de l’organisme", 200, required="Donnez le nom de l’organisme, comme « Commune de Mons »")
    legal_form = choice_field("Forme juridique", LegalForm.choices)
    enterprise_number = _number()
    person_in_charge = words_field(
        "Personne responsable", 150, "Qui répond de l’organisme : bourgmestre, direction, présidence de l’asbl."
    )
    street = words_field("Rue et numéro du siège", 150)
    postal_code = numbers.ReadField(numbers.postal_code, "Code postal", inputmode="numeric", autocomplete="postal-code")
    locality = words_field("Localité", 80)
    phone = _phone()
    email = email_field()
    website = numbers.site_field()
    iban = numbers.ReadField(
        numbers.account, "Compte bancaire (IBAN)", f"{_ACCOUNT_HINT} Par exemple {numbers.IBAN_EXAMPLE}"
    )

    def __init__(self, body: OrganisingBody | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body

    def clean_enterprise_number(self) -> str:
        number: str = self.cleaned_data["enterprise_number"]
        if is_taken(number, self.body):
            raise ValidationError(TAKEN)
        return number


class OperatorForm(Kept):
    """What an operator says of itself. None: not known yet."""

    name = words_field(
        "Nom de l’opérateur",
        200,
        "Celui que les familles connaissent.",
        required="Donnez le nom de l’opérateur, comme « Accueil extrascolaire de Jemappes »",
    )
    kind = choice_field(
        "Cet opérateur est",
        CareOperator.Kind.choices,
        "Les règles d’encadrement et de subsides en dépendent.",
    )
    in_cle = KnownField("Il participe au programme CLE de la commune")
    wants_approval = KnownField("Il demande l’agrément à l’ONE")
    informs_by_website = KnownField("Les tarifs et réductions sont sur un site")
    informs_by_rules = KnownField("Les tarifs et réductions sont dans le règlement remis aux familles")
    subsidies = forms.CharField(
        label="Subventions reçues pour cette offre",
        help_text="De qui, pour quoi, combien par an. Rien ? Écrivez « aucune ».",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Raccourcissez ce texte : %(limit_value)d caractères au plus."},
    )
    phone = _phone()
    email = email_field()
    website = numbers.site_field()


class ContactForm(Kept):
    """Somebody to write to, and about what."""

    full_name = words_field("Prénom et nom", 150, required="Donnez le prénom et le nom")
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        error_messages={
            "required": "Donnez l’adresse électronique",
            "invalid": "Donnez une adresse électronique, comme nom@commune.be",
        },
    )
    phone = _phone()
    subjects = forms.MultipleChoiceField(
        label="Pour quels sujets",
        choices=ContactSubject.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un sujet", "invalid_choice": "Choisissez dans la liste."},
    )
    operator = forms.ModelChoiceField(
        CareOperator.objects.none(),
        label="Pour quel opérateur",
        required=False,
        empty_label="Tous les opérateurs de l’organisme",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, body: OrganisingBody, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "operator", body.operators.all())


class _PaperForm(Kept):
    """The dates of a paper, and its proof."""

    aside = Kept.aside | {"proof"}

    valid_from = day_field("Depuis le")
    valid_to = day_field("Jusqu’au", "Laissez vide s’il n’a pas de fin.")
    proof = forms.FileField(
        label="Preuve",
        help_text="Un PDF, ou une photo en JPEG ou PNG.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre", "invalid": "Choisissez un fichier"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Le dernier jour vient après le premier")
        return cleaned


class RecognitionForm(_PaperForm):
    """An approval, recognition, authorisation or affiliation held."""

    kind = choice_field("Sorte", Recognition.Kind.choices, required="Choisissez la sorte")
    label = words_field("Intitulé", 150, "S’il dit plus que la sorte : « Maison de jeunes, niveau 2 ».")
    granted_by = words_field("Accordé par", 150, "Par exemple ONE, Fédération Wallonie-Bruxelles, ADEPS.")
    reference = words_field("Référence", 80)

    field_order = ("kind", "label", "granted_by", "reference", "valid_from", "valid_to", "proof")


class InsuranceForm(_PaperForm):
    """A policy that covers the children and those who care for them."""

    cover = choice_field("Elle couvre", Insurance.Cover.choices, required="Choisissez ce qu’elle couvre")
    insurer = words_field("Assureur", 150, required="Donnez le nom de l’assureur")
    policy_number = words_field("Numéro de police", 60)

    field_order = ("cover", "insurer", "policy_number", "valid_from", "valid_to", "proof")


class FirstPersonForm(forms.Form):
    """Whom to invite as the first person of an operator."""

    full_name = words_field(
        "Prénom et nom", 150, "La personne qui peut signer pour l’organisme.", required="Donnez le prénom et le nom"
    )
    email = forms.EmailField(
        label="Son adresse électronique",
        help_text="L’invitation y part ; c’est avec elle que la personne se connectera.",
        max_length=254,
        error_messages={
            "required": "Donnez l’adresse électronique",
            "invalid": "Donnez une adresse électronique, comme nom@commune.be",
        },
    )


class InviteForm(FirstPersonForm):
    """An operator that Préau does not know yet, and its first person."""

    body_name = words_field(
        "Nom de l’organisme",
        200,
        "Le pouvoir organisateur : une asbl, une commune, un CPAS, le pouvoir organisateur d’une école.",
        required="Donnez le nom de l’organisme, comme « Les Marelles asbl »",
    )
    enterprise_number = _number("S’il est connu : il évite d’inviter deux fois le même organisme.")
    operator_name = words_field("Nom de l’opérateur", 200, "S’il n’est pas celui de l’organisme.")

    field_order = ("body_name", "enterprise_number", "operator_name", "full_name", "email")
