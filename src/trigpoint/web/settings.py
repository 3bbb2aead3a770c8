"""Every setting of Trigpoint. Each one read from the environment is explained in docs/reference/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from trigpoint.web.databases import database_from
from trigpoint.web.environment import Environment, SettingError, issuer_url, kept_secret, store_of_learning
from trigpoint.web.identity import providers_from
from trigpoint.web.logs import logging_settings
from trigpoint.web.stores import store_from

ENVIRONMENT = Environment(os.environ)
HERE = Path(__file__).resolve().parent

# Where things are kept
DATA = Path(ENVIRONMENT.text("TRIGPOINT_DATA", "var")).absolute()
WORKERS = ENVIRONMENT.whole("TRIGPOINT_WORKERS", default=2, least=1, most=64)
THREADS = ENVIRONMENT.whole("TRIGPOINT_THREADS", default=2, least=1, most=32)
DATABASES = {
    "default": database_from(
        ENVIRONMENT.text("TRIGPOINT_DATABASE_URL", f"sqlite:///{DATA}/trigpoint.sqlite3"), threads=THREADS
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who may reach it, and how
DEMO = ENVIRONMENT.flag("TRIGPOINT_DEMO", default=False)
HTTPS = ENVIRONMENT.flag("TRIGPOINT_HTTPS", default=not DEMO)
TRUSTED_PROXIES = ENVIRONMENT.whole("TRIGPOINT_TRUSTED_PROXIES", default=0, least=0, most=5)
POSTS_PER_MINUTE = ENVIRONMENT.whole("TRIGPOINT_POSTS_PER_MINUTE", default=120, least=1, most=100_000)
ALLOWED_HOSTS = list(ENVIRONMENT.words("TRIGPOINT_ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]")))
RECORD_KEY = ENVIRONMENT.text("TRIGPOINT_RECORD_KEY", "")  # none: a file in the data folder, made on first use
SECRET_KEY = ENVIRONMENT.text("TRIGPOINT_SECRET_KEY", "") or kept_secret(DATA / "secret-key")
DEBUG = False
OPERATOR = ENVIRONMENT.text("TRIGPOINT_OPERATOR", "")
CONTACT = ENVIRONMENT.text("TRIGPOINT_CONTACT", "")
ADDRESS = ENVIRONMENT.text("TRIGPOINT_ADDRESS", "")
DATA_PROTECTION = ENVIRONMENT.text("TRIGPOINT_DATA_PROTECTION", "")
ICO_NUMBER = ENVIRONMENT.text("TRIGPOINT_ICO_NUMBER", "")
LAWFUL_BASIS = ENVIRONMENT.choice(
    "TRIGPOINT_LAWFUL_BASIS",
    default="UNDECIDED",
    options=("UNDECIDED", "PUBLIC-TASK", "CONTRACT", "LEGITIMATE-INTERESTS"),
)
ISSUER_URL = issuer_url(ENVIRONMENT, https=HTTPS, host=next(iter(ALLOWED_HOSTS), ""))
ISSUER_PASSPHRASE = ENVIRONMENT.text("TRIGPOINT_ISSUER_PASSPHRASE", "")  # none: made of the secret key
ISSUER_KEY = ENVIRONMENT.text("TRIGPOINT_ISSUER_KEY", "")  # none: files in the data folder, made on first use
OUTSIDE_SECRETS = ENVIRONMENT.text("TRIGPOINT_OUTSIDE_SECRETS", "")  # "provider=secret;…": who signs completions
LRS_URL = store_of_learning(ENVIRONMENT)  # none: nobody is told what was learned
LRS_KEY = ENVIRONMENT.text("TRIGPOINT_LRS_KEY", "")
LRS_SECRET = ENVIRONMENT.text("TRIGPOINT_LRS_SECRET", "")
ERASED_KEYS = Path(ENVIRONMENT.text("TRIGPOINT_ERASED_KEYS", str(DATA / "erased-keys"))).absolute()

MAIL_SERVER = ENVIRONMENT.mail_server("TRIGPOINT_MAIL_URL")
DEFAULT_FROM_EMAIL = ENVIRONMENT.text("TRIGPOINT_MAIL_FROM", "" if MAIL_SERVER else "Trigpoint <trigpoint@localhost>")
EMAIL_BACKEND = "trigpoint.platform.mail_backend.QueuedBackend"
if not DEFAULT_FROM_EMAIL:
    raise SettingError("TRIGPOINT_MAIL_URL is set. Give TRIGPOINT_MAIL_FROM too: the address that messages come from.")

# What it is made of
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "trigpoint.content",
    "trigpoint.platform",
    "trigpoint.schools",
    "trigpoint.people",
    "trigpoint.people.data",
    "trigpoint.people.invitations",
    "trigpoint.people.time",
    "trigpoint.record",
    "trigpoint.law",
    "trigpoint.law.terms",
    "trigpoint.law.watch",
    "trigpoint.learning",
    "trigpoint.learning.practice",
    "trigpoint.learning.examination",
    "trigpoint.evidence",
    "trigpoint.evidence.claims",
    "trigpoint.assessment",
    "trigpoint.assessment.moderation",
    "trigpoint.assessment.board",
    "trigpoint.credentials",
    "trigpoint.credentials.outside",
    "trigpoint.pathway",
    "trigpoint.governance",
    "trigpoint.web",
]
MIDDLEWARE = [
    "trigpoint.web.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "trigpoint.web.middleware.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "trigpoint.platform.answers.carry_answers",
    "django.middleware.common.CommonMiddleware",
    "trigpoint.web.middleware.limit_posts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trigpoint.people.middleware.know_who_asks",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "trigpoint.web.urls"
WSGI_APPLICATION = "trigpoint.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "trigpoint.web.site.site",
            ],
            "builtins": ["trigpoint.platform.templatetags.components"],
        },
    }
]
# Tries to sign in are counted by all workers together; the posts of visitors in memory, so that they ask no database
CACHES = {
    "default": {"BACKEND": "trigpoint.people.limits.SharedCounts"},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
LOGGING = logging_settings(
    level=ENVIRONMENT.choice("TRIGPOINT_LOG_LEVEL", default="INFO", options=("DEBUG", "INFO", "WARNING", "ERROR")),
    messages=DEMO,
)

# Time and language
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# Files that pages use: hashed names, compressed, kept a year by browsers
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "kept": store_from(ENVIRONMENT.text("TRIGPOINT_FILES_URL", ""), folder=DATA / "files"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
INCOMING = DATA / "incoming"

# Answers to a public question flow live in the visitor's own signed cookie until the browser closes: nothing about a
# visitor is stored here, and a page without a form sets no cookie at all. Only signing in makes a session, kept in the
# database so that signing out ends it everywhere.
ANSWERS_COOKIE_NAME = "trigpoint_answers"
SESSION_ENGINE = "trigpoint.people.sessions"
SESSION_COOKIE_NAME = "trigpoint_session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "trigpoint_csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "trigpoint.web.errors.forged_form"

# Accounts: docs/adr/0008. An address is the only name, and no page tells whether one is known. Without mail nobody can
# be asked to confirm an address; once mail is on, those who have not confirmed theirs are asked as they sign in.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["trigpoint.people.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"trigpoint.people.passwords.{name}"} for name in ("LongEnough", "NotCommon", "NotYourself")
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
PASSWORD_RESET_TIMEOUT = 20 * 60
LOGIN_URL = "account_login"
UNSENT_URL = "unsent"
LOGIN_REDIRECT_URL = "first-page"
LOGOUT_REDIRECT_URL = "home"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "trigpoint.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_SERVER or DEMO else "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 20 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# By internet address the limits leave room for a course of sixty people who share one.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,3/5m/key",
    "request_login_code": "60/m/ip,3/5m/key",
    "reset_password_from_key": "60/m/ip",
}
ACCOUNT_FORMS = {
    name: f"trigpoint.people.forms.signing_in.{form}"
    for name, form in {
        "login": "SignInForm",
        "signup": "SignUpForm",
        "request_login_code": "AskForCodeForm",
        "confirm_login_code": "CodeForm",
        "reset_password": "ForgottenForm",
        "reset_password_from_key": "ResetForm",
        "set_password": "SetPasswordForm",
        "change_password": "ChangePasswordForm",
        "reauthenticate": "AgainForm",
        "add_email": "NewEmailForm",
    }.items()
}

MFA_ADAPTER = "trigpoint.people.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves take passkeys only from HTTPS or this machine
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION == "none"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    name: f"trigpoint.people.forms.{form}"
    for name, form in {
        "authenticate": "second_step.SecondStepForm",
        "reauthenticate": "second_step.SecondStepAgainForm",
        "activate_totp": "second_step.TurnOnForm",
        "deactivate_totp": "second_step.TurnOffForm",
        "generate_recovery_codes": "second_step.NewCodesForm",
        "add_webauthn": "passkeys.AddPasskeyForm",
        "edit_webauthn": "passkeys.RenamePasskeyForm",
        "login_webauthn": "passkeys.PasskeySignInForm",
        "authenticate_webauthn": "passkeys.SecondPasskeyForm",
        "reauthenticate_webauthn": "passkeys.PasskeyAgainForm",
    }.items()
}
# Other organisations' sign-in: none, unless the environment names one (trigpoint.web.identity)
IDENTITY_PROVIDERS = providers_from(ENVIRONMENT)
SOCIALACCOUNT_ADAPTER = "trigpoint.people.outside.OutsideAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False

# Transport. Redirects and HSTS need to know how the visitor came, which only a trusted proxy can tell.
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = HTTPS and TRUSTED_PROXIES > 0
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=(), browsing-topics=()"
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What a form may carry: text answers. A page that takes a file says so itself (trigpoint.platform.uploads)
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["trigpoint.platform.uploads.RefuseFiles"]
