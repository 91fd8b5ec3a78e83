"""What allauth says, in our words: its messages, its refusals, and the letters it sends about an account."""

# The longest that ACCOUNT_RATE_LIMITS can hold someone back, by route.
RETRY_MINUTES = 5
RETRY_MINUTES_AFTER = {"account_reset_password": 60}

MESSAGES = {
    "account/messages/password_changed.txt": "Mot de passe changé. Vos sessions ouvertes ailleurs sont fermées.",
    "account/messages/password_set.txt": "Mot de passe choisi.",
    "mfa/messages/totp_activated.txt": "Application ajoutée. Vos sessions ouvertes ailleurs sont fermées.",
    "mfa/messages/totp_deactivated.txt": "Application retirée. Vos sessions ouvertes ailleurs sont fermées.",
    "mfa/messages/webauthn_added.txt": "Clé d’accès ajoutée. Vos sessions ouvertes ailleurs sont fermées.",
    "mfa/messages/webauthn_removed.txt": "Clé d’accès retirée. Vos sessions ouvertes ailleurs sont fermées.",
}

_TOO_MANY = f"Trop de tentatives. Réessayez dans {RETRY_MINUTES} minutes, ou passez par « Mot de passe oublié »."

REFUSALS = {
    "account_inactive": "Ce compte est fermé. Écrivez à la personne qui gère les accès de votre organisation.",
    "email_password_mismatch": (
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, "
        "ou passez par « Mot de passe oublié »."
    ),
    "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
    "incorrect_code": "Ce code ne convient pas. Donnez le dernier code affiché, ou un code de secours inutilisé.",
    "incorrect_password": "Ce n’est pas votre mot de passe.",
    "invalid_password_reset": "Ce lien ne vaut plus.",
    "too_many_login_attempts": _TOO_MANY,
    "rate_limited": f"Trop de tentatives. Réessayez dans {RETRY_MINUTES} minutes.",
    "cannot_delete_authenticator": "Ce second facteur ne peut pas être retiré.",
    "cannot_generate_recovery_codes": "Les codes de secours accompagnent un second facteur : ajoutez-en un d’abord.",
    "connected_other": "Cette identité est déjà rattachée à un autre compte.",
    "invalid_token": "Le fournisseur d’identité n’a pas donné de réponse valable.",
}

# Letter about an account: subject, then what happened.
LETTERS = {
    "account/email/password_changed": ("Votre mot de passe a changé", "Le mot de passe de votre compte a été changé."),
    "account/email/password_reset": ("Votre mot de passe a changé", "Le mot de passe de votre compte a été changé."),
    "account/email/password_set": ("Mot de passe choisi", "Un mot de passe a été choisi pour votre compte."),
    "mfa/email/totp_activated": ("Second facteur ajouté", "Une application de codes a été ajoutée à votre compte."),
    "mfa/email/totp_deactivated": ("Second facteur retiré", "L’application de codes a été retirée de votre compte."),
    "mfa/email/webauthn_added": ("Clé d’accès ajoutée", "Une clé d’accès a été ajoutée à votre compte."),
    "mfa/email/webauthn_removed": ("Clé d’accès retirée", "Une clé d’accès a été retirée de votre compte."),
    "mfa/email/recovery_codes_generated": (
        "Codes de secours refaits",
        "Les codes de secours de votre compte ont été refaits. Les anciens ne valent plus.",
    ),
    "socialaccount/email/account_connected": (
        "Nouvelle façon de vous connecter",
        "Un fournisseur d’identité a été rattaché à votre compte.",
    ),
}
