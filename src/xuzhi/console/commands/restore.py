"""Bring a backup back into an empty database and an empty data folder, and verify it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from xuzhi.console.speaking import BadInput, give_json, tell
from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("restore", help=say("ledger.help_restore"))(restore)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `xuzhi backup` wrote.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Exit 1 when what was restored does not verify, 2 when FILE is no backup or the place is not empty."""
    from xuzhi.console.keeping import NoBackup, holds_files, read_manifest
    from xuzhi.console.running import data_folder

    try:
        manifest = read_manifest(file)
    except OSError as error:
        raise BadInput(say("ledger.file_not_read", file=str(file), why=error.strerror or str(error))) from None
    except NoBackup as error:
        raise BadInput(say("ledger.no_backup", file=str(file), why=str(error))) from None
    data = data_folder()
    if holds_files(data):
        raise BadInput(say("ledger.data_not_empty", folder=str(data)))
    try:
        count, report = _restore(file, data)
    except NoBackup as error:
        raise BadInput(say("ledger.no_backup", file=str(file), why=str(error))) from None
    result = {"files": count, "made_at": manifest["made_at"], "version": manifest["version"], **report}
    if json:
        give_json(result)
    bad = report["first_bad"]
    tell(say("ledger.restore_done", events=report["events"], files=count, made_at=manifest["made_at"]))
    tell(say("ledger.holds") if bad is None else say(f"ledger.bad_{bad['what']}", **bad))
    if bad is not None:
        raise typer.Exit(1)


def _restore(file: Path, data: Path) -> tuple[int, dict[str, Any]]:
    from xuzhi.console.database import reachable_database
    from xuzhi.console.keeping import restore_database, restore_files
    from xuzhi.console.running import ready_django

    with reachable_database(data) as url:
        _refuse_full_database(url)
        restore_database(file, url)
        _grant_rights(url)
        # Before the settings are read: they would make keys of their own.
        count = restore_files(file, data)
    with ready_django():
        from xuzhi.documents.queries import damaged_files
        from xuzhi.ledger.queries import verify_log

        report = verify_log()
        damaged = next(damaged_files(), None)
        if report["holds"] and damaged is not None:
            report.update(holds=False, first_bad={"what": "file", "sha256": damaged})
    return count, report


def _refuse_full_database(url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        ).fetchone()
    if row and row[0]:
        raise BadInput(say("ledger.database_not_empty"))


def _grant_rights(url: str) -> None:
    """The dump carries no rights, since the roles of another place may be others."""
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("SELECT ledger_grant_rights()")
