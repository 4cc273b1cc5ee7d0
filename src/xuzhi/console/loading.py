"""Everything that pages and jobs need, loaded before the first of them asks, and before processes part."""

from __future__ import annotations

from importlib import import_module

# What stands below the settings and takes longest to load.
_LIBRARIES = (
    "psycopg", "pydantic_settings", "django.db.models", "django.test", "xuzhi.rulebook", "xuzhi.engine.checking",
    "fido2.server", "PIL.Image", "icalendar", "procrastinate", "markdown_it", "holidays.countries.taiwan", "pikepdf",
)  # fmt: skip
# What the first file and the first letter would have to wait for.
_USED_SOON = ("xuzhi.documents.inspection.images", "xuzhi.documents.inspection.pdfs", "babel.dates")


def load_libraries() -> None:
    """What needs neither settings nor a database."""
    for name in _LIBRARIES:
        import_module(name)


def load_site() -> None:
    """The application, its addresses and the programmes that come along. Opens no connection."""
    from django.core.servers.basehttp import get_internal_wsgi_application
    from django.template.loader import get_template
    from django.urls import get_resolver
    from PIL import Image

    from xuzhi.casework.queries.editions import programmes
    from xuzhi.marketplace.finding.lexicon import lexicon

    get_internal_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  reads every address and the views behind them
    for name in _USED_SOON:
        import_module(name)
    get_template("notices/email.txt")
    Image.preinit()
    programmes()
    lexicon()
