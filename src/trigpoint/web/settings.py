"""Every setting of Trigpoint. Each one read from the environment is explained in docs/reference/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from trigpoint.web.databases import database_from
from trigpoint.web.environment import Environment, kept_secret
from trigpoint.web.logs import logging_settings

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

# What it is made of
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "trigpoint.content",
    "trigpoint.platform",
    "trigpoint.schools",
    "trigpoint.record",
    "trigpoint.pathway",
    "trigpoint.web",
]
MIDDLEWARE = [
    "trigpoint.web.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "trigpoint.web.middleware.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "trigpoint.web.middleware.limit_posts",
    "django.middleware.csrf.CsrfViewMiddleware",
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
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
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
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Answers to a public question flow live in the visitor's own signed cookie until the browser closes:
# nothing about a visitor is stored here, and a page without a form sets no cookie at all.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
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

# What a form may carry: text answers only, so far
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0
