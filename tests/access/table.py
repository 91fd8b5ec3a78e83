"""The table of access, room by room. Each route of Préau has its lines here, or the test fails.

A later room adds a tuple of its own to TABLE, and to `world.py` what its addresses name.
"""

from preau.foundation.accounts.roles import Role
from tests.access.actors import (
    COLLEAGUES,
    COORDINATOR,
    EDITORS,
    EVERYBODY,
    MANAGER,
    MANAGERS,
    NOBODY,
    PEOPLE,
    READERS,
    WITH_MANDATE,
)
from tests.access.casework_rows import CASES
from tests.access.catalogue_rows import CATALOGUE
from tests.access.cca_rows import COMPOSITION
from tests.access.contests_rows import CONTESTS
from tests.access.followup_rows import YEAR_OF_A_PLAN
from tests.access.grid_rows import GRID
from tests.access.law_api_rows import LAW_API
from tests.access.law_page_rows import LAW_PAGES
from tests.access.ledger_rows import LEDGER
from tests.access.meeting_rows import MEETINGS
from tests.access.notification_rows import NOTIFICATIONS
from tests.access.operator_bodies_rows import OPERATOR_BODIES
from tests.access.operator_declarations_rows import CASES_OF_DECLARATIONS, OPERATOR_DECLARATIONS
from tests.access.operator_fees_rows import OPERATOR_FEES
from tests.access.operator_keys_rows import OPERATOR_KEYS
from tests.access.operator_lists_rows import OPERATOR_LISTS
from tests.access.operator_noted_rows import OPERATORS_NOTED
from tests.access.operator_places_rows import OPERATOR_PLACES
from tests.access.operator_search_rows import SEARCH
from tests.access.operator_territory_rows import OPERATOR_TERRITORY
from tests.access.qualifying_rows import QUALIFYING
from tests.access.queue_rows import QUEUE
from tests.access.rows import GET, POST, Row, of
from tests.access.staff_rows import STAFF
from tests.access.training_entry_rows import TRAINING_ENTRY
from tests.access.training_lists_rows import TRAINING_LISTS
from tests.access.training_lookalikes_rows import TRAINING_LOOKALIKES
from tests.access.year_rows import YEAR
from tests.factories import PASSWORD

NEW_PASSWORD = "quatre canards sous la pluie"
DAYS = {"valid_from": "2026-11-21", "valid_to": "2026-12-31"}
NOW = {"when": "now"}


def own_mandate(side, actor):
    return [side.mandates[actor].pk] if actor in side.mandates else None


def own_passkey(side, actor):
    return [side.passkeys[actor].pk] if actor in side.passkeys else [side.passkeys[MANAGER].pk]


def own_file(side, actor):
    return [side.file_of(actor).pk]


def draft_and_file(side, actor):
    return [side.draft.pk, side.file_of(actor).pk]


ABOUT = (
    Row("home", GET, "l’accueil", EVERYBODY),
    Row("portal:accessibility", GET, "l’accessibilité", EVERYBODY),
    Row("portal:privacy", GET, "la vie privée", EVERYBODY),
    Row("portal:legal_texts", GET, "les textes légaux", EVERYBODY),
    Row("portal:robots", GET, "les consignes aux moteurs de recherche", EVERYBODY),
    Row("portal:health", GET, "l’état de l’installation", EVERYBODY),
    Row("ui:components", GET, "les composants", EVERYBODY),
)

_LOGIN = "se connecter ; déjà connecté, l’accueil"
_CONFIRM = "confirmer par son second facteur"
_PROVIDER = {"names": of("=absent"), "shared": True}
SIGNING_IN = (
    Row("account_login", GET, _LOGIN, EVERYBODY, 302, visitor=200),
    Row("account_login", POST, _LOGIN, EVERYBODY, 302, visitor=200),
    Row("account_logout", GET, "se déconnecter", EVERYBODY, visitor=302),
    Row("account_logout", POST, "se déconnecter", EVERYBODY, 302),
    Row("account_inactive", GET, "le compte fermé", EVERYBODY),
    Row("account_reauthenticate", GET, _CONFIRM, PEOPLE, 302),
    Row("account_reauthenticate", POST, _CONFIRM, PEOPLE, 302),
    Row("mfa_authenticate", GET, "le code, hors d’une connexion", EVERYBODY, 302),
    Row("mfa_authenticate", POST, "le code, hors d’une connexion", EVERYBODY, 302),
    Row("mfa_login_webauthn", GET, "se connecter par une clé d’accès", EVERYBODY, 302),
    Row("mfa_login_webauthn", POST, "se connecter par une clé d’accès", EVERYBODY, 302),
    Row("mfa_reauthenticate", GET, "confirmer par un code, sans application de codes", PEOPLE, 302),
    Row("mfa_reauthenticate", POST, "confirmer par un code, sans application de codes", PEOPLE, 302),
    Row("mfa_reauthenticate_webauthn", GET, "confirmer par une clé d’accès", PEOPLE),
    Row("mfa_reauthenticate_webauthn", POST, "confirmer par une clé d’accès, sans elle", PEOPLE, 302),
    Row("accounts:second_factor", GET, "donner le second facteur, puis revenir", PEOPLE, 302),
    Row("socialaccount_login_cancelled", GET, "une connexion ailleurs abandonnée", EVERYBODY),
    Row("openid_connect_login", GET, "un fournisseur inconnu", EVERYBODY, 302, visitor=404, **_PROVIDER),
    Row("openid_connect_callback", GET, "le retour d’un fournisseur inconnu", EVERYBODY, 404, **_PROVIDER),
)

_SET = "choisir un mot de passe ; s’il existe, le changer"
_CHANGE = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
_WRONG_LINK = {"names": of("=1", "=faux"), "shared": True}
PASSWORDS = (
    Row("account_change_password", GET, "changer son mot de passe", PEOPLE),
    Row("account_change_password", POST, "changer son mot de passe", PEOPLE, 302, sends=_CHANGE),
    Row("account_set_password", GET, _SET, PEOPLE, 302),
    Row("account_set_password", POST, _SET, PEOPLE, 302),
    Row("account_reset_password", GET, "un mot de passe oublié", EVERYBODY),
    Row("account_reset_password", POST, "un mot de passe oublié", EVERYBODY, 302, sends={"email": "x@exemple.test"}),
    Row("account_reset_password_done", GET, "le lien est envoyé", EVERYBODY),
    Row("account_reset_password_from_key", GET, "un lien qui ne vaut pas", EVERYBODY, **_WRONG_LINK),
    Row("account_reset_password_from_key", POST, "un lien qui ne vaut pas", EVERYBODY, **_WRONG_LINK),
    Row("account_reset_password_from_key_done", GET, "le mot de passe est choisi", EVERYBODY),
)

_NO_CODES = "une application de codes qu’on n’a pas"
FACTORS = (
    Row("mfa_index", GET, "ses seconds facteurs", PEOPLE),
    Row("mfa_activate_totp", GET, "ajouter une application de codes", PEOPLE),
    Row("mfa_activate_totp", POST, "ajouter une application de codes", PEOPLE, sends={"code": "000000"}),
    Row("mfa_deactivate_totp", GET, _NO_CODES, PEOPLE, 404),
    Row("mfa_deactivate_totp", POST, _NO_CODES, PEOPLE, 404),
    Row("mfa_list_webauthn", GET, "ses clés d’accès", PEOPLE),
    Row("mfa_add_webauthn", GET, "ajouter une clé d’accès", PEOPLE),
    Row("mfa_add_webauthn", POST, "ajouter une clé d’accès", PEOPLE),
    Row("mfa_remove_webauthn", GET, "retirer sa clé d’accès", PEOPLE, names=own_passkey),
    Row("mfa_remove_webauthn", POST, "retirer sa clé d’accès", PEOPLE, 302, names=own_passkey),
    Row("mfa_view_recovery_codes", GET, "des codes de secours qu’on n’a pas", PEOPLE, 404),
    Row("mfa_generate_recovery_codes", GET, "refaire ses codes de secours", PEOPLE),
    Row("mfa_generate_recovery_codes", POST, "refaire ses codes de secours", PEOPLE, 302),
)

_MINE = {"names": own_mandate, "opens": PEOPLE}
_COLLEAGUE = {"names": of("colleague.pk"), "factor": True}
_LENT = {"names": of("lent.pk"), "factor": True}
_INVITATION = {"names": of("invitation.pk")}
_LINK = {"names": of("token"), "shared": True}
_TO_SOMEONE = {**DAYS, "email": "quelqu.un@exemple.test", "full_name": "Quelqu’un"}
_NEW = {"email": "nouvelle@exemple.test", "role": Role.CCA_MEMBER.value, "valid_from": "2026-11-21"}
_ACCOUNT = {"full_name": "Dominique", "password": NEW_PASSWORD}
MANDATES = (
    Row("accounts:me", GET, "son compte", PEOPLE),
    Row("accounts:me", POST, "changer son nom", PEOPLE, 302, sends={"full_name": "Autre Nom"}),
    Row("accounts:mandates", GET, "ses mandats", PEOPLE),
    Row("accounts:act_as", POST, "agir par son mandat", WITH_MANDATE, 302, **_MINE),
    Row("accounts:delegate", GET, "déléguer son mandat", WITH_MANDATE, factor=True, **_MINE),
    Row("accounts:delegate", POST, "déléguer son mandat", WITH_MANDATE, 302, factor=True, sends=_TO_SOMEONE, **_MINE),
    Row("accounts:end", GET, "mettre fin à son propre mandat", NOBODY, **_MINE),
    Row("accounts:end", POST, "mettre fin à son propre mandat", NOBODY, sends=NOW, **_MINE),
    Row("accounts:end", GET, "mettre fin au mandat d’un collègue", MANAGERS, 200, 404, **_COLLEAGUE),
    Row("accounts:end", POST, "mettre fin au mandat d’un collègue", MANAGERS, 302, 404, sends=NOW, **_COLLEAGUE),
    Row("accounts:end", GET, "reprendre un mandat délégué", MANAGERS | {COORDINATOR}, 200, 404, **_LENT),
    Row("accounts:end", POST, "reprendre un mandat délégué", MANAGERS | {COORDINATOR}, 302, 404, sends=NOW, **_LENT),
    Row("accounts:people", GET, "les personnes de l’organisation", MANAGERS),
    Row("accounts:invite", GET, "inviter une personne", MANAGERS, factor=True),
    Row("accounts:invite", POST, "inviter une personne", MANAGERS, 302, factor=True, sends=_NEW),
    Row("accounts:withdraw_invitation", POST, "retirer une invitation", MANAGERS, 302, 404, **_INVITATION),
    Row("accounts:resend_invitation", POST, "renvoyer une invitation", MANAGERS, 302, 404, factor=True, **_INVITATION),
    Row("accounts:open_invitation", GET, "une invitation, par son lien", EVERYBODY, **_LINK),
    Row("accounts:open_invitation", POST, "ouvrir son compte", EVERYBODY, visitor=302, sends=_ACCOUNT, **_LINK),
    Row("accounts:open_invitation", GET, "un lien inconnu", EVERYBODY, 404, names=of("=inconnu"), shared=True),
)

DOCUMENTS = (
    Row("documents:download", GET, "un fichier de l’organisation", COLLEAGUES, 200, 404, own_file, opens=PEOPLE),
)

_ZONE = {"names": of("zone.slug"), "shared": True}
_APPROVED = {"names": of("zone.slug", "approved.school_year"), "shared": True}
_DRAFT = {"names": of("zone.slug", "draft.school_year"), "shared": True}
_APPROVED_FILE = {"names": of("zone.slug", "approved.school_year", "=json"), "shared": True}
_DRAFT_FILE = {"names": of("zone.slug", "draft.school_year", "=json"), "shared": True}
PUBLISHED_PLANS = (
    Row("plans:list", GET, "les plans publiés", EVERYBODY),
    Row("plans:zone", GET, "les plans publiés d’une commune", EVERYBODY, **_ZONE),
    Row("plans:public", GET, "un plan publié", EVERYBODY, **_APPROVED),
    Row("plans:public", GET, "un brouillon", EVERYBODY, 404, **_DRAFT),
    Row("plans:download", GET, "le fichier d’un plan publié", EVERYBODY, **_APPROVED_FILE),
    Row("plans:download", GET, "le fichier d’un brouillon", EVERYBODY, 404, **_DRAFT_FILE),
)


def _read(route, what, *more):
    """Return the lines of a page that reads one's own plan, draft or approved."""
    return (
        Row(route, GET, f"{what} du brouillon", READERS, names=of("draft.pk", *more)),
        Row(route, GET, f"{what} du plan approuvé", READERS, names=of("approved.pk", *more)),
    )


def _write(route, what, thing="", answer=302, **more):
    """Return the lines of an act on one's own plan: done in the draft, refused once it is approved."""
    draft = ("draft.pk", f"{thing}.pk") if thing else ("draft.pk",)
    approved = ("approved.pk", f"approved_{thing}.pk") if thing else ("approved.pk",)
    return (
        Row(route, POST, f"{what} du brouillon", EDITORS, answer, names=of(*draft), **more),
        Row(route, POST, f"{what} du plan approuvé", NOBODY, names=of(*approved), opens=EDITORS, **more),
    )


_OBJECTIVE = {"version": "1", "text": "Autre texte"}
_ACTION = {"version": "1", "text": "Autre texte"}
_COMMENT = {"version": "3", "comment": "Autre"}
_TAKEN = {"de": "2026", "objectives": "1", "actions": "1"}
_YEAR = {"names": of("=2027"), "shared": True}
_DAY = {"approved_on": "2026-11-20", "kept_at": "Classeur de la CCA", "attested": "on"}
_APPROVE = {"sends": _DAY, "factor": True}
_READ = {"mark": "celle d’un autre jour"}
_HERS = {"names": draft_and_file}
WORK_ON_PLANS = (
    Row("plans:mine", GET, "les plans de sa commune", READERS),
    Row("plans:start", POST, "commencer un plan", EDITORS, 302, sends={"year": "2027"}),
    Row("plans:take_over", GET, "reprendre un plan", EDITORS, **_YEAR),
    Row("plans:take_over", POST, "reprendre un plan", EDITORS, 302, sends=_TAKEN, **_YEAR),
    Row("plans:import", GET, "envoyer un classeur", EDITORS),
    Row("plans:import", POST, "envoyer un classeur, sans fichier", EDITORS, 422),
    Row("plans:import_review", GET, "ce qui a été compris d’un classeur", EDITORS, names=own_file),
    Row("plans:import_review", POST, "créer le plan d’un classeur", EDITORS, 302, names=own_file),
    *_read("plans:editor", "l’éditeur"),
    *_read("plans:preview", "la vue à imprimer"),
    *_read("plans:history", "l’historique"),
    *_read("plans:work_download", "le fichier", "=json"),
    Row("plans:approve", GET, "l’approbation du brouillon", EDITORS, names=of("draft.pk"), factor=True),
    Row("plans:approve", POST, "l’approbation du brouillon", EDITORS, 302, names=of("draft.pk"), **_APPROVE),
    Row("plans:approve", GET, "l’approbation, déjà enregistrée", EDITORS, 302, names=of("approved.pk")),
    Row("plans:approve", POST, "l’approbation, déjà enregistrée", EDITORS, 302, names=of("approved.pk"), sends=_DAY),
    Row("plans:merge", GET, "ce qu’un classeur change au brouillon", EDITORS, **_HERS),
    Row("plans:merge", POST, "reprendre un classeur, lu trop tôt", EDITORS, 409, sends=_READ, **_HERS),
    Row("plans:undo", POST, "annuler une modification", EDITORS, 302, names=of("draft.pk", "entry.pk")),
    *_write("plans:advice", "le conseil sur un objectif", answer=200, sends={"text": "Améliorer"}),
    *_write("plans:comment_save", "le commentaire", sends=_COMMENT),
    *_write("plans:objective_add", "un objectif de plus"),
    *_write("plans:objective_save", "un objectif", "objective", sends=_OBJECTIVE),
    *_write("plans:objective_move", "l’ordre des objectifs", "objective", sends={"position": "2"}),
    *_write("plans:objective_delete", "le retrait d’un objectif", "objective"),
    *_write("plans:action_add", "une action de plus", sends={"objective": ""}),
    Row("plans:action_edit", GET, "une action du brouillon", EDITORS, names=of("draft.pk", "action.pk")),
    *_write("plans:action_edit", "une action", "action", sends=_ACTION),
    *_write("plans:action_move", "l’ordre des actions", "action", sends={"position": "2"}),
    *_write("plans:action_delete", "le retrait d’une action", "action"),
)

TABLE = {
    "À propos de Préau": ABOUT,
    "Se connecter": SIGNING_IN,
    "Mots de passe": PASSWORDS,
    "Seconds facteurs": FACTORS,
    "Personnes et mandats": MANDATES,
    "Avis et agendas": NOTIFICATIONS,
    "Fichiers reçus": DOCUMENTS,
    "Plans publiés": PUBLISHED_PLANS,
    "Travail sur les plans": WORK_ON_PLANS,
    "Suivi, évaluation et rapport": YEAR_OF_A_PLAN,
    "L’année d’un plan": YEAR,
    "Grille d’analyse": GRID,
    "Composition de la CCA": COMPOSITION,
    "Réunions de la CCA": MEETINGS,
    "Dossiers": CASES,
    "Organismes et opérateurs": OPERATOR_BODIES,
    "Lieux et offre": OPERATOR_PLACES,
    "Tarifs, encadrement, projet, aide": OPERATOR_FEES,
    "Déclarations": (*OPERATOR_DECLARATIONS, *CASES_OF_DECLARATIONS),
    "Opérateurs notés par la commune": OPERATORS_NOTED,
    "Listes d’opérateurs": OPERATOR_LISTS,
    "Territoire": OPERATOR_TERRITORY,
    "Recherche publique d’un accueil": SEARCH,
    "Clés et interface des opérateurs": OPERATOR_KEYS,
    "Mon équipe": STAFF,
    "Qualifications": QUALIFYING,
    "Formations saisies": TRAINING_ENTRY,
    "Heures de formation": LEDGER,
    "Contestations": CONTESTS,
    "Listes de personnel": TRAINING_LISTS,
    "Catalogue des formations": CATALOGUE,
    "File des formations": QUEUE,
    "Ressemblances": TRAINING_LOOKALIKES,
    "La loi": LAW_PAGES,
    "La loi pour les programmes": LAW_API,
}


def rows() -> list[Row]:
    """Return every line of the table."""
    return [row for room in TABLE.values() for row in room]
