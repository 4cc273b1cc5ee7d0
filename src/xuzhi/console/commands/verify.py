"""Check the whole ledger, or a receipt and a checkpoint without any database."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer

from xuzhi.console.speaking import BadInput, give_json, give_table, tell
from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("verify", help=say("ledger.help_verify"))(verify)


def verify(
    receipt: Annotated[Path | None, typer.Option(help="A receipt; checked without a database.")] = None,
    checkpoint: Annotated[Path | None, typer.Option(help="A checkpoint kept elsewhere.")] = None,
    public_key: Annotated[str | None, typer.Option(help="The log's public key, as you know it (hex).")] = None,
    save_checkpoint: Annotated[Path | None, typer.Option(help="Write the newest checkpoint to this file.")] = None,
    since: Annotated[int | None, typer.Option(help="Prove that it continues the checkpoint of this size.")] = None,
    files: Annotated[bool, typer.Option("--files", help="Read every sealed file too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Exit 0 when it holds, 1 when it does not, 2 for a file that is no receipt or checkpoint."""
    kept = None if checkpoint is None else _read(checkpoint)
    if receipt is not None:
        report = _verify_receipt(receipt, kept, checkpoint, public_key)
    else:
        report = _verify_log(kept, checkpoint, save_checkpoint, since, files)
    if json:
        give_json(report)
    else:
        _show(report)
    if not report["holds"]:
        raise typer.Exit(1)


def _verify_receipt(path: Path, kept: Any, kept_path: Path | None, public_key: str | None) -> dict[str, Any]:
    from xuzhi.ledger.proofs import ProofMalformed, verify_receipt

    receipt = _read(path)
    try:
        verdict = verify_receipt(receipt, kept, None if public_key is None else bytes.fromhex(public_key))
    except ProofMalformed as error:
        spoilt = kept_path if kept_path is not None and "checkpoint-1" in str(error) else path
        raise BadInput(say("ledger.file_no_proof", file=str(spoilt), why=str(error))) from None
    except ValueError:
        raise BadInput(say("ledger.key_no_hex", key=public_key)) from None
    signed = kept or receipt.get("checkpoint") or {}
    return {
        "events": 1,
        "streams": 1,
        "root": signed.get("root"),
        "holds": verdict.holds,
        "first_bad": verdict.first_bad,
        "event": receipt["event"],
        "checkpoint": {key: signed.get(key) for key in ("size", "signed_at", "public_key")},
    }


def _verify_log(kept: Any, kept_path: Path | None, save: Path | None, since: int | None, files: bool) -> dict[str, Any]:
    from xuzhi.console.running import ready_django

    with ready_django():
        from xuzhi.documents.queries import damaged_files
        from xuzhi.ledger.proofs import ProofMalformed
        from xuzhi.ledger.queries import latest_checkpoint, verify_log

        try:
            report = verify_log(kept)
        except ProofMalformed as error:
            raise BadInput(say("ledger.file_no_proof", file=str(kept_path), why=str(error))) from None
        if files and report["holds"]:
            damaged = next(damaged_files(), None)
            if damaged is not None:
                report.update(holds=False, first_bad={"what": "file", "sha256": damaged})
        newest = latest_checkpoint(since)
    if save is not None and report["holds"] and newest is not None:
        save.write_text(json_format.dumps(newest, indent=2) + "\n", encoding="utf-8")
        tell(say("ledger.checkpoint_saved", file=str(save), size=newest["size"]))
    return report


def _read(path: Path) -> Any:
    try:
        return json_format.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(say("ledger.file_not_read", file=str(path), why=error.strerror or str(error))) from None
    except json_format.JSONDecodeError as error:
        raise BadInput(say("ledger.file_no_json", file=str(path), line=error.lineno)) from None
    except UnicodeDecodeError:
        raise BadInput(say("ledger.file_no_json", file=str(path), line=1)) from None


def _show(report: dict[str, Any]) -> None:
    named = ("events", "streams", "sealed", "checkpoints", "root")
    give_table(
        [say("ledger.what"), say("ledger.value")],
        [[say(f"ledger.shown_{key}"), report[key]] for key in named if report.get(key) is not None],
    )
    bad = report["first_bad"]
    tell(say("ledger.holds") if bad is None else say(f"ledger.bad_{bad['what']}", **bad))
