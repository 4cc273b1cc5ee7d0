"""Makes the papers that the demo's firms hand in: real PDFs, pictures and tables, sealed like any other."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, Literal

import typst

from xuzhi.console.demo.content import FOLDER, DemoFirm, DemoSolution, texts
from xuzhi.kernel.roc import format_date
from xuzhi.notices.letters import fonts

OWN_FIRM = "demo"


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "papers.toml").read_text("utf-8"))


def file_name(document: str) -> str:
    return str(words()["file_names"][document])


def sha256_of(content: bytes) -> str:
    """How an answer refers to a paper that was handed in."""
    return sha256(content).hexdigest()


@cache
def paper(kind: str, firm: DemoFirm, on: date, solution: str = "") -> bytes:
    """A page in PDF: kind is one of the tables of papers.toml. The scan report is what a scanner writes, to be read."""
    if kind == "security_report":
        return scan_report(firm, on)
    cloud, backup = texts()["clouds"][firm.cloud], texts()["backups"][firm.cloud]
    facts = {
        "name": firm.name,
        "ubn": firm.ubn,
        "address": firm.address,
        "from_roc": format_date(on - timedelta(days=3 * 366)),
        "until_roc": format_date(on - timedelta(days=9)),
        "solution": solution,
        "backup": f"{backup['provider']} {backup['city']}",
        **cloud,
    }
    page = words()[kind]
    lines = [[part.format(**facts) for part in line] for line in page["lines"]]
    title, signed = page["title"].format(**facts), page["signed"].format(**facts)
    return _typeset({"kind": "letter", "title": title, "lines": lines, "signed": signed})


@cache
def weaknesses(firm: DemoFirm) -> dict[str, int]:
    """What the scan of a firm found, by severity."""
    nth = int(firm.ubn[-3:])
    return {"critical": 0, "high": 0, "medium": nth % 4, "low": 3 + nth % 9}


@cache
def scan_report(firm: DemoFirm, on: date) -> bytes:
    """A report of Trivy, in its own JSON."""
    known = words()["scan"]
    found = [
        {"VulnerabilityID": f"CVE-2025-{1000 + place:04d}{level}", "PkgName": known["packages"][place % 6],
         "InstalledVersion": "1.0.0", "Severity": severity.upper(), "Title": known["title"]}
        for level, (severity, count) in enumerate(weaknesses(firm).items())
        for place in range(count)
    ]  # fmt: skip
    report = {
        "SchemaVersion": 2,
        "CreatedAt": f"{scanned_on(on).isoformat()}T02:30:00+08:00",
        "ArtifactName": f"app.{firm.ubn}.example",
        "ArtifactType": "container_image",
        "Results": [{"Target": known["target"], "Class": "os-pkgs", "Type": "debian", "Vulnerabilities": found}],
    }
    return json.dumps(report, ensure_ascii=False, indent=1).encode()


def scanned_on(on: date) -> date:
    return on - timedelta(days=35)


@cache
def architecture() -> bytes:
    page = words()["architecture"]
    return _typeset({"kind": "diagram", "title": page["title"], "lines": page["lines"]}, "png")


def screens(solution: DemoSolution) -> list[bytes]:
    """Pictures of the solution: of the demo's own firm one of each function, of others the main screen alone."""
    count = len(solution.functions) if solution.firm == OWN_FIRM else 1
    return [screen(solution, nth) for nth in range(count)]


@cache
def screen(solution: DemoSolution, nth: int = 0) -> bytes:
    """A picture of the solution, with its nth function open."""
    bars = [18 + (ord(solution.name[place % len(solution.name)]) * (place + 3 + nth)) % 90 for place in range(12)]
    lines = [list(each) for each in (*solution.functions[nth:], *solution.functions[:nth])]
    return _typeset({"kind": "screen", "title": solution.name, "lines": lines, "bars": bars}, "png")


def traffic(on: date) -> bytes:
    rows = [
        [(on - timedelta(days=95 - day)).isoformat(), 118_000 + day * 61 % 9_000, 41 + day % 7] for day in range(92)
    ]
    return _table(words()["tables"]["traffic"], rows)


@cache
def export_sample(solution: DemoSolution, on: date) -> bytes:
    known = words()["tables"]
    rows = [
        [
            f"{number:04d}",
            (on - timedelta(days=number)).isoformat(),
            f"{solution.name}{known['item']}",
            number * 3,
            known["creator"],
        ]
        for number in range(1, 26)
    ]
    return _table(list(known["export"]), rows)


def _table(heads: list[str], rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


@cache
def _compiler() -> Any:
    """One for all papers: it keeps the fonts, which take longer to read than a page to set."""
    return typst.Compiler(str(FOLDER / "papers.typ"), font_paths=fonts())


def _typeset(data: dict[str, Any], form: Literal["pdf", "png"] = "pdf") -> bytes:
    made: bytes | list[bytes] = _compiler().compile(
        format=form,
        ppi=60.0,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return made if isinstance(made, bytes) else made[0]


@cache
def firm_paper(kind: str, firm: DemoFirm) -> bytes:
    """A page that a firm made once and hands in with every solution."""
    return paper(kind, firm, date(2026, 1, 15))
