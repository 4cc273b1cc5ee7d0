"""Write the database, the sealed files and the keys into one file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from xuzhi.console.speaking import BadInput, give_json, tell
from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("backup", help=say("ledger.help_backup"))(backup)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; must not exist yet.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Exit 2 when FILE exists, 3 when it cannot be written. Guard it as you guard the database: it holds the keys."""
    from xuzhi.console.keeping import write_backup
    from xuzhi.console.running import data_folder, ready_django

    if file.exists():
        raise BadInput(say("ledger.backup_exists", file=str(file)))
    with ready_django():
        from django.conf import settings

        from xuzhi.ledger.queries import latest_checkpoint, log_size

        manifest = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": version("xuzhi"),
            "files_in": settings.XUZHI_FILES or "backup",
            "events": log_size(),
            "checkpoint": latest_checkpoint(),
        }
        count = write_backup(file, os.environ["DATABASE_URL"], data_folder(), manifest)
    result = {"file": str(file), "bytes": file.stat().st_size, "files": count, **manifest}
    if json:
        give_json(result)
    tell(say("ledger.backup_done", file=str(file), events=result["events"], files=count))
    if manifest["files_in"] != "backup":
        tell(say("ledger.backup_without_bucket", bucket=manifest["files_in"]))
