"""Django for those commands that need it: the database reachable, the settings loaded, and the role that fits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xuzhi.console.database import reachable_database
from xuzhi.console.speaking import BadInput

SETTINGS = "xuzhi.wiring.settings"


def data_folder() -> Path:
    """XUZHI_DATA, or `data` in the folder where the command runs."""
    return Path(os.environ.get("XUZHI_DATA", "data")).resolve()


@contextmanager
def ready_django(*, owner: bool = False) -> Iterator[None]:
    """Django set up over a database that answers; with `owner`, as the role that may change tables.

    Without any setting at all a command on one's own machine works on the demo's data.
    Raises BadInput where the settings are unsafe or missing.
    """
    import django
    from pydantic import ValidationError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if "XUZHI_MODE" not in os.environ and "DATABASE_URL" not in os.environ:
        os.environ["XUZHI_MODE"] = "demo"
    if owner:
        os.environ["XUZHI_DATABASE_ROLE"] = "owner"
    with reachable_database(data_folder()):
        try:
            django.setup()
        except ValidationError as error:
            raise BadInput("; ".join(str(problem["msg"]) for problem in error.errors())) from error
        try:
            yield
        finally:
            from django.db import connections

            # The pool keeps connections open, and a cluster of our own stops only when all have gone.
            for connection in connections.all(initialized_only=True):
                connection.close()
                close_pool = getattr(connection, "close_pool", None)
                if close_pool is not None and getattr(connection, "pool", None):
                    close_pool()
