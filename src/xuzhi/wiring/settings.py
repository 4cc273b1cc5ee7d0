"""Django's settings, derived from the environment; see environment.py for what may be set."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from xuzhi.wiring.accounts import *  # noqa: F403  the account library's own settings, kept in one place
from xuzhi.wiring.environment import Environment, Mode

ENVIRONMENT = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

XUZHI_DATA = ENVIRONMENT.data.resolve()
XUZHI_DEMO = ENVIRONMENT.mode is Mode.DEMO
XUZHI_FILES = ENVIRONMENT.files
XUZHI_NETWORK = ENVIRONMENT.network
XUZHI_CLAMD = ENVIRONMENT.clamd
XUZHI_WEBHOOKS_TO_LOOPBACK = ENVIRONMENT.tells_loopback()
XUZHI_CALLS_A_MINUTE = ENVIRONMENT.calls_a_minute
XUZHI_CALLS_A_MINUTE_WITHOUT_KEY = ENVIRONMENT.calls_a_minute_without_key
XUZHI_PROGRAMMES = ENVIRONMENT.programme_folders()
SITE_URL = ENVIRONMENT.site_url or f"http://{ENVIRONMENT.host}:{ENVIRONMENT.port}"

SECRET_KEY = ENVIRONMENT.key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", urlsplit(SITE_URL).hostname or "localhost"]
if ENVIRONMENT.mode is Mode.PRODUCTION:
    ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or ""]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "xuzhi.ledger",
    "xuzhi.parties",
    "xuzhi.registers",
    "xuzhi.documents",
    "xuzhi.notices",
    "xuzhi.casework",
    "xuzhi.panels",
    "xuzhi.grants.money",
    "xuzhi.marketplace",
    "xuzhi.grants",
    "xuzhi.jobs",
    "xuzhi.web",
    "xuzhi.wiring",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "xuzhi.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xuzhi.web.account.standing.StandingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "xuzhi.web.api.middleware.ApiMiddleware",
]

ROOT_URLCONF = "xuzhi.wiring.urls"
WSGI_APPLICATION = "xuzhi.wiring.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xuzhi.web.context.site",
            ],
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "parties.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# A demo and the tests serve straight from the package; elsewhere names carry their hash and never expire.
STATIC_ROOT = XUZHI_DATA / "static" if ENVIRONMENT.mode is Mode.PRODUCTION else None
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = ENVIRONMENT.mode is not Mode.PRODUCTION
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": XUZHI_DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT.mode is Mode.PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "xuzhi.web.account.views.csrf_failure"
if ENVIRONMENT.mode is Mode.PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
if ENVIRONMENT.email_url:
    _mail = urlsplit(ENVIRONMENT.email_url)
    _mailer = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.hostname or "localhost",
            "port": _mail.port or 587,
            "username": unquote(_mail.username or ""),
            "password": unquote(_mail.password or ""),
            "use_tls": _mail.scheme == "smtp" and _mail.port in (None, 587),
            "use_ssl": _mail.scheme == "smtps",
        },
    }
else:
    # A demo's letters can be read as files: data/mail.
    _mailer = {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": XUZHI_DATA / "mail"},
    }
MAILERS = {"default": _mailer}

if ENVIRONMENT.mode is Mode.DEMO:
    PASSWORD_HASHERS = ["xuzhi.wiring.passwords.BriefPasswordHasher"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "wiring_cache"}}
if ENVIRONMENT.mode is Mode.TEST:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
