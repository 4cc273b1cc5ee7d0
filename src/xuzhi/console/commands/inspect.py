"""Look into files: what they hold, hide, say, and whether a profile's fonts are kept; or where two differ."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xuzhi.console.finding_programmes import add_path, load_folder, programme_folders
from xuzhi.console.reading_input import add_day, day_or_today
from xuzhi.console.speaking import BadInput, give_json, give_table, tell
from xuzhi.documents.inspection.sandbox import inspect_apart
from xuzhi.documents.inspection.telling import finding_says, where_says, why_says
from xuzhi.kernel.texts import say

_SHARES = {"conforming_cjk": "conforming_share_cjk", "conforming_latin": "conforming_share_latin"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=say("console.help_inspect_files"))
    parser.add_argument("--profile", metavar="NAME", help=say("console.help_inspect_profile"))
    parser.add_argument("--pair", nargs=2, type=Path, metavar=("A", "B"), help=say("console.help_inspect_pair"))
    add_path(parser)
    add_day(parser)


def run(options: Namespace) -> None:
    """Every file in a process of its own, without network, within limits; nothing is kept of them."""
    if bool(options.files) == bool(options.pair):
        raise BadInput(say("console.inspect_what"))
    if options.pair:
        _pair(*options.pair, as_json=options.json)
        return
    profile = _profile(options.profile, options.path, day_or_today(options.on)) if options.profile else None
    inspected = [_inspected(file, profile) for file in options.files]
    if options.json:
        give_json(inspected)
        return
    for each in inspected:
        _tell(each)


def _inspected(file: Path, profile: Mapping[str, Any] | None) -> dict[str, Any]:
    """The promised shape: see docs/inspection.md."""
    sha256 = _sha256(file)
    report = inspect_apart(file, file.name, profile=profile)
    written = report.as_json()
    facts = dict(written["facts"])
    for name, share in _SHARES.items():
        conforming, every = facts.pop(name, (0, 0))
        if profile is not None and every:
            facts[share] = conforming * 10_000 // every / 10_000
    clause = profile["clause"] if profile else None
    of_profile = {True: clause, False: None}
    findings = [{**each, "clause": of_profile[each["rule"].startswith("font_")]} for each in written["findings"]]
    return {
        "file": str(file),
        "sha256": sha256,
        "kind": report.kind or None,
        "state": report.state,
        "why": why_says(report.why) if report.why else None,
        "why_code": report.why.get("code"),
        "findings": findings,
        "facts": facts,
        "suggestions": written["suggestions"],
        "confined_by": written["confined_by"],
    }


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        raise BadInput(say("console.no_such_file", file=str(file))) from None
    except OSError as error:
        raise BadInput(say("console.file_unreadable", file=str(file), why=error.strerror or str(error))) from None


def _profile(name: str, path: Path | None, on: date) -> dict[str, Any]:
    """The fonts that a document of a programme asks for: `plan_word`, `programme/case/plan_word`. Raises BadInput."""
    from xuzhi.engine.fonts import fonts_asked

    found: dict[str, dict[str, Any] | None] = {}
    for folder in programme_folders(path).values():
        edition = load_folder(folder).edition(on)
        for case in edition.cases.values():
            for document in case.documents:
                if document.fonts:
                    found[f"{edition.programme_id}/{case.name}/{document.name}"] = fonts_asked(edition, document)
    meant = [each for each in found if each == name or each.endswith(f"/{name}")]
    if len(meant) != 1:
        key = "console.profile_unknown" if not meant else "console.profile_unclear"
        raise BadInput(say(key, name=name, known=", ".join(meant or found) or "-"))
    profile = found[meant[0]]
    if profile is None:
        raise BadInput(say("console.profile_not_set", name=meant[0]))
    return profile


def _pair(a: Path, b: Path, *, as_json: bool) -> None:
    from xuzhi.documents.inspection.pairing import compare_texts

    sides, texts = {}, []
    for key, file in (("a", a), ("b", b)):
        sha256 = _sha256(file)
        report = inspect_apart(file, file.name, with_text=True)
        why = why_says(report.why) if report.why else None
        kept = {"kind": report.kind or None, "state": report.state, "why": why}
        sides[key] = {"file": str(file), "sha256": sha256, **kept}
        texts.append(report.text if report.state == "inspected" else None)
    if texts[0] is None or texts[1] is None:
        answer: dict[str, Any] = {**sides, "same": None, "share": None, "differences": None}
    else:
        answer = {**sides, **compare_texts(texts[0], texts[1]).as_json()}
    if as_json:
        give_json(answer)
        return
    for side in sides.values():
        if side["why"]:
            tell(f"{side['file']}: {side['why']}")
    if answer["same"]:
        tell(say("console.pair_same"))
    elif answer["share"] is not None:
        tell(say("console.pair_share", percent=f"{answer['share']:.2%}"))
        give_table([a.name, b.name], [(each["a"] or "—", each["b"] or "—") for each in answer["differences"] or ()])


def _tell(each: Mapping[str, Any]) -> None:
    state = say(f"console.inspect_{each['state']}")
    print("  ".join(part for part in (each["file"], each["kind"], state, each["why"]) if part))
    marks = {"met": "✓", "not_met": "✗", "undetermined": "?"}
    for finding in each["findings"]:
        where = where_says(finding["where"])
        words = finding_says(finding)
        differs = f"{finding['found']} ≠ {finding['expected']}" if finding["expected"] else finding["text"]
        print(f"  {marks[finding['outcome']]} {words}" + "".join(f"  {part}" for part in (where, differs) if part))
    for suggestion in each["suggestions"]:
        print(f"  · {say('documents.says_' + suggestion['kind'])} {suggestion['value']}  {suggestion['text']}")
