"""The forms of sign-in: allauth's, with our words, no placeholder, and a new password typed once."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from preau.foundation.accounts import factors, messages

PASSWORD_HINT = "Une phrase que vous retenez vaut mieux qu’un mot compliqué."  # noqa: S105 - a hint
NEW_PASSWORD_HINT = "Au moins 12 caractères. Une phrase que vous retenez vaut mieux qu’un mot compliqué."  # noqa: S105


def describe(form: forms.Form, **words: tuple[str, str, str]) -> None:
    """Give each named field its label, its hint and the sentence that asks for it; take placeholders away."""
    for name, (label, hint, missing) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(
            self,
            login=("Adresse électronique", "", "Donnez votre adresse électronique"),
            password=("Mot de passe", PASSWORD_HINT, "Donnez votre mot de passe"),
        )
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].error_messages["invalid"] = "Donnez une adresse électronique, comme nom@commune.be"


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(self, password=("Mot de passe", "", "Donnez votre mot de passe"))


class ResetPasswordForm(account.ResetPasswordForm):
    """Asks the worker for the letter, whether or not the address has an account: the answer takes as long."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(self, email=("Adresse électronique", "", "Donnez votre adresse électronique"))
        self.fields["email"].error_messages["invalid"] = "Donnez une adresse électronique, comme nom@commune.be"

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, request, **kwargs) -> str:
        email = self.cleaned_data["email"]
        messages.send_password_reset.enqueue(email)
        return email


class TypedOnce(forms.Form):
    """A new password typed once: who mistypes it chooses another by e-mail."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        describe(self, password1=("Nouveau mot de passe", NEW_PASSWORD_HINT, "Choisissez un mot de passe"))


class ResetPasswordKeyForm(TypedOnce, account.ResetPasswordKeyForm):
    pass


class SetPasswordForm(TypedOnce, account.SetPasswordForm):
    pass


class ChangePasswordForm(TypedOnce, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(self, oldpassword=("Mot de passe actuel", "", "Donnez votre mot de passe actuel"))


class CodeForm(forms.Form):
    """One field for a code: typed with or without spaces."""

    hint = "Les six chiffres de votre application, ou un code de secours."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(self, code=("Code", self.hint, "Donnez le code, comme 123 456"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "w-date"}


class UsedOnce(CodeForm, mfa.BaseAuthenticateForm):
    """A code of the application serves once, even while the half-minutes around it are accepted."""

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not factors.use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(UsedOnce, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(UsedOnce, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(CodeForm, totp.ActivateTOTPForm):
    hint = "Les six chiffres que l’application affiche."


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        describe(
            self,
            name=("Nom de la clé", "Pour la reconnaître : « Téléphone », « Clé bleue ».", ""),
            passwordless=(
                "Me connecter avec cette clé seule, sans mot de passe",
                "La clé doit alors demander votre empreinte, votre visage ou un code.",
                "",
            ),
        )
        self.fields["passwordless"].initial = True

    def clean(self) -> dict:
        """Refuse what no browser sends, which the library would let through as a fault of ours."""
        try:
            return super().clean()
        except ValueError as damaged:
            raise get_adapter().validation_error("incorrect_code") from damaged
