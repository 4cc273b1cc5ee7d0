"""Bring the database's tables to what this version needs, as their owner."""

from __future__ import annotations

import typer

from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("migrate", help=say("console.help_migrate"))(migrate)


def migrate() -> None:
    """Run every migration that is missing, and make the cache's table."""
    from xuzhi.console.running import ready_django

    with ready_django(owner=True):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
