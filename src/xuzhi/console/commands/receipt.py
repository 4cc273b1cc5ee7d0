"""Print the receipt of a case's latest submission."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer

from xuzhi.console.speaking import give_json, give_table, tell
from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("receipt", help=say("ledger.help_receipt"))(receipt)


def receipt(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's number, such as SME-115-00042, or its id.")],
    output: Annotated[Path | None, typer.Option(help="Write the receipt to this file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """What `xuzhi verify --receipt` reads. Exit 2 when there is no such case, or nothing was submitted."""
    from xuzhi.console.running import ready_django

    with ready_django():
        from xuzhi.casework.queries.case_id_of import case_id_of
        from xuzhi.casework.queries.receipt import receipt as receipt_of
        from xuzhi.kernel.actor import Actor

        found = receipt_of(case_id_of(case), actor=Actor.system("console"))
    if output is not None:
        output.write_text(json_format.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if json:
        give_json(found)
    else:
        _show(found)
    if found["checkpoint"] is None:
        tell(say("ledger.not_sealed_yet"))


def _show(found: dict[str, Any]) -> None:
    event, checkpoint = found["event"], found["checkpoint"] or {}
    rows = [[key, event[key]] for key in ("stream", "sequence", "type", "occurred_at", "hash")]
    rows += [[f"payload.{key}", _short(value)] for key, value in event["payload"].items()]
    rows += [[f"checkpoint.{key}", checkpoint[key]] for key in ("size", "root", "public_key") if key in checkpoint]
    give_table([say("ledger.what"), say("ledger.value")], rows)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json_format.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:99]}…"
