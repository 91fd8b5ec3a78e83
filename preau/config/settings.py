"""Settings of Préau, all from the environment. See docs/operations.md for each variable.

Without any variable Préau runs on an embedded SQLite database, on the loopback interface only.
"""

import os
from datetime import datetime
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from preau.config.demonstration import refuse_production_settings
from preau.config.secrets import load_secret_key
from preau.config.sign_in import openid_providers

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "oui", "yes"}


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


# -- where we are ---------------------------------------------------------------------------------
DEBUG = _flag("PREAU_DEBUG")
DEMONSTRATION = _flag("PREAU_DEMONSTRATION")
DATA_DIR = Path(os.environ.get("PREAU_DATA_DIR", Path.cwd() / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
PUBLIC_ADDRESS = os.environ.get("PREAU_PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_HTTPS = PUBLIC_ADDRESS.startswith("https://")
ALLOWED_HOSTS = _list("PREAU_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
SECRET_KEY = load_secret_key(DATA_DIR)
# Only the demonstration freezes the clock (a link, a session would never expire): an ISO moment with its offset.
FROZEN_CLOCK = datetime.fromisoformat(os.environ["PREAU_CLOCK"]) if os.environ.get("PREAU_CLOCK") else None
if FROZEN_CLOCK and FROZEN_CLOCK.tzinfo is None:
    raise ImproperlyConfigured("PREAU_CLOCK doit porter son décalage, comme 2026-11-21T10:00:00+01:00")
if FROZEN_CLOCK and not DEMONSTRATION:
    raise ImproperlyConfigured("PREAU_CLOCK n'arrête l'heure qu'en démonstration. Retirez-le.")

# -- rooms ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "preau.foundation.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "preau.foundation.territory",
    "preau.foundation.journal",
    "preau.foundation.documents",
    "preau.foundation.ui",
    "preau.foundation.notifications",
    "preau.foundation.casework",
    "preau.operators",
    "preau.staff",
    "preau.training",
    "preau.commissions",
    "preau.plans",
    "preau.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random, so that its size tells nothing
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "preau.foundation.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "preau.config.urls"
WSGI_APPLICATION = "preau.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["preau.foundation.ui.loaders.FrenchLoader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "preau.foundation.ui.context.page",
            ],
            "builtins": ["preau.foundation.ui.templatetags.preau"],
        },
    },
]

# -- data -----------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("PREAU_DATABASE_URL", f"sqlite:///{DATA_DIR / 'preau.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE avoids a deadlock between two writers that read first.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "preau_cache",
        # Beyond, the cache forgets at random: nobody must be able to push the counts of failed sign-ins out of it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- files ----------------------------------------------------------------------------------------
MEDIA_ROOT = DATA_DIR / "documents"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "preau.foundation.ui.storage.HashedStaticStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# What an upload may be; shown to the person before the upload (preau.foundation.documents.limits).
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_UNPACKED_BYTES = 50 * 1024 * 1024
UPLOAD_MAX_PARTS = 1_000
WORKBOOK_MAX_SHEETS = 20
WORKBOOK_MAX_ROWS = 5_000
WORKBOOK_MAX_COLUMNS = 200
PDF_MAX_PAGES = 300
PDF_MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # counted as it comes out, never held
PDF_MAX_OBJECTS = 50_000
IMAGE_MAX_PIXELS = 50_000_000
UPLOADS_PER_PERSON_PER_DAY = 200
UPLOADS_KEPT_DAYS = 90  # then `preau nightly` removes the workbook; the plan made from it stays
NOTICES_KEPT_DAYS = 5 * 365  # who was told of what, and when: as long as a programme runs
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "preau.foundation.documents.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# -- language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# -- people (allauth; our own pages and rules are in preau.foundation.accounts) -----------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "preau.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "preau.foundation.accounts.forms.LoginForm",
    "reauthenticate": "preau.foundation.accounts.forms.ReauthenticateForm",
    "change_password": "preau.foundation.accounts.forms.ChangePasswordForm",
    "set_password": "preau.foundation.accounts.forms.SetPasswordForm",
    "reset_password": "preau.foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "preau.foundation.accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "preau.foundation.accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only through an invitation, which proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letter to strangers; the page says the same thing either way
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # the key is the account, for its password as for its second factor
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _flag("PREAU_BEHIND_PROXY") else 0
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_ADAPTER = "preau.foundation.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = openid_providers(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link, not a form: `form-action 'self'` also forbids the redirections that follow a form. The view refuses
# to attach a provider to an open session, the one thing a forged link could abuse.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "preau.foundation.accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "preau.foundation.accounts.forms.AuthenticateForm",
    "reauthenticate": "preau.foundation.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "preau.foundation.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "preau.foundation.accounts.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every account's address is proven by its invitation
MFA_TOTP_ISSUER = "Préau"
MFA_TOTP_TOLERANCE = 1  # a code stays good for half a minute more, for slow fingers and slow clocks
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS  # loopback only: browsers refuse it elsewhere

# -- sessions and browser -------------------------------------------------------------------------
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "preau.portal.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("PREAU_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# -- messages -------------------------------------------------------------------------------------
EMAIL_HOST = os.environ.get("PREAU_EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("PREAU_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PREAU_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PREAU_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("PREAU_EMAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PREAU_EMAIL_FROM", "Préau <ne-pas-repondre@preau.invalid>")
if DEMONSTRATION:
    refuse_production_settings(os.environ)
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "courrier"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"pypdf": {"level": "CRITICAL"}},  # it quotes the file; what is wrong with it is told to its sender
    "root": {"handlers": ["console"], "level": os.environ.get("PREAU_LOG_LEVEL", "WARNING")},
}

# Look-alikes of training bodies and modules, between 0 and 1: proposed from the first score, settled without a person
# from the second, which is raised to the lowest score measured at 99.5 % of precision (training/lookalikes.py).
TRAINING_MATCH_PROPOSE = float(os.environ.get("PREAU_MATCH_PROPOSE", "0.40"))
TRAINING_MATCH_SETTLE = float(os.environ.get("PREAU_MATCH_SETTLE", "0.90"))
# A decision that touches more people than this waits for a second officer; 0: none does.
TRAINING_FOUR_EYES_PEOPLE = int(os.environ.get("PREAU_TRAINING_FOUR_EYES_PEOPLE", "200"))
