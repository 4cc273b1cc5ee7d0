"""Everything that pages and jobs need, loaded before the first of them asks, and before processes part."""

from __future__ import annotations

from importlib import import_module

# What stands below the settings and takes longest to load.
_LIBRARIES = (
    "psycopg", "pydantic_settings", "django.db.models", "django.test", "xuzhi.rulebook", "xuzhi.engine.checking",
    "fido2.server", "PIL.Image", "icalendar", "procrastinate", "markdown_it", "holidays.countries.taiwan", "pikepdf",
)  # fmt: skip


def load_libraries() -> None:
    """What needs neither settings nor a database."""
    for name in _LIBRARIES:
        import_module(name)


def load_site() -> None:
    """The application, its addresses and the programmes that come along. Opens no connection."""
    from django.core.servers.basehttp import get_internal_wsgi_application
    from django.urls import get_resolver

    from xuzhi.casework.queries.editions import programmes
    from xuzhi.marketplace.finding.lexicon import lexicon

    get_internal_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  reads every address and the views behind them
    programmes()
    lexicon()
