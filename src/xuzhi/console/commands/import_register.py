"""Take in a file of an outside register, with the day on which it was taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xuzhi.console.speaking import BadInput, give_json, tell
from xuzhi.kernel.texts import say

if TYPE_CHECKING:
    from xuzhi.registers.operations.import_snapshot import ImportedSnapshot


def register(app: typer.Typer) -> None:
    app.command("import-register", help=say("registers.help_import"))(import_register)


def import_register(
    name: Annotated[str, typer.Argument(metavar="REGISTER", help="company, debarred, prc_funded or violations.")],
    file: Annotated[Path, typer.Argument(help="The file as the authority publishes it.")],
    taken_on: Annotated[str, typer.Option(help="Day on which it was taken: 2026-11-20 or 115/11/20.")],
    source: Annotated[str, typer.Option(help="Where it was taken from: address or agency.")],
    list_name: Annotated[str, typer.Option("--list", help="Which list, where the register has several.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Import; rows that could not be read are told with their line. Status 2 for a file that is not as published."""
    from xuzhi.kernel.refusal import Refusal
    from xuzhi.kernel.roc import parse_day
    from xuzhi.registers.catalogue import register_named

    day = parse_day(taken_on)
    listed = register_named(name).list_named(list_name or None)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(say("kernel.file_not_opened", file=file, why=error.strerror or error)) from None

    from xuzhi.console.running import ready_django

    with ready_django():
        from datetime import UTC, datetime

        from xuzhi.kernel.actor import Actor
        from xuzhi.registers.operations.import_snapshot import import_snapshot

        try:
            imported = import_snapshot(
                name, content, day, source, list_name=listed, file_name=file.name,
                actor=Actor.system("console"), at=datetime.now(UTC),
            )  # fmt: skip
        except Refusal as refusal:
            says = " ".join(part for part in (refusal.says, refusal.remedy) if part)
            raise BadInput(say("registers.file_says", file=file, says=says)) from None
    _tell(imported)
    if json:
        give_json(_document(imported))


def _tell(imported: ImportedSnapshot) -> None:
    from xuzhi.registers.catalogue import register_named

    register = register_named(imported.register)
    titles = {"register": register.title, "list": register.title_of(imported.list_name)}
    if imported.already:
        tell(say("registers.import_already"))
    else:
        tell(say("registers.import_done", rows=imported.rows, day=imported.taken_on, **titles))
    if imported.rows_before is not None:
        tell(say("registers.import_shrunk", before=imported.rows_before, rows=imported.rows))
    for line, says in imported.problems:
        tell(say("registers.import_problem", line=line, says=says))


def _document(imported: ImportedSnapshot) -> dict[str, object]:
    return {
        "id": str(imported.id),
        "register": imported.register,
        "list": imported.list_name,
        "taken_on": imported.taken_on.isoformat(),
        "sha256": imported.sha256,
        "rows": imported.rows,
        "already": imported.already,
        "rows_before": imported.rows_before,
        "problems": [{"line": line, "says": says} for line, says in imported.problems],
    }
