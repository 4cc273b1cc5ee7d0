"""Reports of security scanners: what found how many weaknesses of which severity, and when.

Nessus (.nessus), OpenVAS (XML), ZAP (XML, JSON), Trivy (JSON), SARIF (JSON). Severities are the tool's own words;
where it gives only a CVSS score, the usual bounds: critical from 9.0, high from 7.0, medium from 4.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from xuzhi.kernel.roc import taipei_day

SEVERITIES = ("critical", "high", "medium", "low", "info")


@dataclass(frozen=True)
class Scan:
    """One report. `scanned_on` is the day in Taipei when the last of it ended; empty where the report names none."""

    tool: str
    scanned_on: str
    counts: Mapping[str, int]

    @property
    def open_high(self) -> int:
        """Critical and high ones together."""
        return self.counts.get("critical", 0) + self.counts.get("high", 0)

    def as_json(self, file: str = "") -> dict[str, Any]:
        counted = {severity: self.counts.get(severity, 0) for severity in SEVERITIES}
        return {"file": file, "tool": self.tool, "scanned_on": self.scanned_on, **counted}


def scan_of_xml(root: Any) -> Scan | None:
    """The scan that an XML document reports, None when it is something else."""
    if root.tag == "NessusClientData_v2":
        return _nessus(root)
    if root.tag == "OWASPZAPReport":
        return _zap_xml(root)
    if root.tag in ("report", "get_reports_response") and next(root.iter("nvt"), None) is not None:
        return _openvas(root)
    return None


def scan_of_json(document: Any) -> Scan | None:
    """The scan that a JSON document reports, None when it is something else."""
    if not isinstance(document, Mapping):
        return None
    if isinstance(document.get("runs"), list) and str(document.get("version", "")).startswith("2."):
        return _sarif(document)
    if "SchemaVersion" in document and ("Results" in document or "ArtifactName" in document):
        return _trivy(document)
    if isinstance(document.get("site"), list | dict) and ("@version" in document or "@programName" in document):
        return _zap_json(document)
    return None


_NESSUS = {"0": "info", "1": "low", "2": "medium", "3": "high", "4": "critical"}


def _nessus(root: Any) -> Scan:
    found = Counter(_NESSUS.get(item.get("severity", ""), "info") for item in root.iter("ReportItem"))
    ends = {tag.get("name"): tag.text or "" for host in root.iter("HostProperties") for tag in host.iter("tag")}
    ended = [tag for tag in root.iter("tag") if tag.get("name") in ("HOST_END", "HOST_END_TIMESTAMP")]
    return Scan("Nessus", _latest(tag.text or "" for tag in ended) if ends else "", found)


def _openvas(root: Any) -> Scan:
    found: Counter[str] = Counter()
    for result in root.iter("result"):
        if next(result.iter("nvt"), None) is None:
            continue
        score = _number(result.findtext("severity"))
        if score is None or score >= 0:  # below are marks for false positives and errors
            found[by_score(score or 0)] += 1
    ended = [each.text or "" for each in (*root.iter("scan_end"), *root.iter("creation_time")) if each.text]
    ends = [each.text or "" for each in root.iter("scan_end") if each.text]
    return Scan("OpenVAS", _latest(ends or ended), found)


_ZAP = {"0": "info", "1": "low", "2": "medium", "3": "high"}


def _zap_xml(root: Any) -> Scan:
    found = Counter(_ZAP.get((item.findtext("riskcode") or "").strip(), "info") for item in root.iter("alertitem"))
    return Scan("ZAP", _latest([root.get("generated", "")]), found)


def _zap_json(document: Mapping[str, Any]) -> Scan:
    sites = document["site"] if isinstance(document["site"], list) else [document["site"]]
    alerts = [alert for site in sites if isinstance(site, Mapping) for alert in _list(site.get("alerts"))]
    found = Counter(_ZAP.get(str(alert.get("riskcode", "")), "info") for alert in alerts)
    days = [str(document.get("created") or ""), str(document.get("@generated") or "")]
    return Scan("ZAP", _latest(days[:1]) or _latest(days[1:]), found)


def _trivy(document: Mapping[str, Any]) -> Scan:
    found: Counter[str] = Counter()
    for result in _list(document.get("Results")):
        for group in ("Vulnerabilities", "Misconfigurations", "Secrets"):
            for each in _list(result.get(group)):
                if each.get("Status") != "PASS":
                    severity = str(each.get("Severity", "")).lower()
                    found[severity if severity in SEVERITIES else "info"] += 1
    return Scan("Trivy", _latest([str(document.get("CreatedAt") or "")]), found)


_LEVELS = {"error": "high", "warning": "medium", "note": "low", "none": "info"}


def _sarif(document: Mapping[str, Any]) -> Scan:
    found: Counter[str] = Counter()
    names, ends = [], []
    for run in _list(document["runs"]):
        driver = _table(_table(run.get("tool")).get("driver"))
        names.append(str(driver.get("name") or ""))
        rules = {str(rule.get("id")): rule for rule in _list(driver.get("rules"))}
        calls = _list(run.get("invocations"))
        ends += [str(each.get("endTimeUtc") or each.get("startTimeUtc") or "") for each in calls]
        for result in _list(run.get("results")):
            if not _list(result.get("suppressions")):
                found[_sarif_severity(result, rules.get(str(result.get("ruleId")), {}))] += 1
    return Scan(" ".join(dict.fromkeys(name for name in names if name)) or "SARIF", _latest(ends), found)


def _sarif_severity(result: Mapping[str, Any], rule: Mapping[str, Any]) -> str:
    for holder in (result, rule):
        score = _number(_table(holder.get("properties")).get("security-severity"))
        if score is not None:
            return by_score(score)
    level = result.get("level") or _table(rule.get("defaultConfiguration")).get("level") or "warning"
    return _LEVELS.get(str(level), "medium")


def by_score(score: float) -> str:
    """The severity of a CVSS score."""
    bounds = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"))
    return next((name for bound, name in bounds if score >= bound), "low" if score > 0 else "info")


def _list(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def _latest(written: Iterable[str]) -> str:
    """The latest day among instants as the tools write them; what cannot be read is left out."""
    days = [day for each in written if (day := _day(each.strip()))]
    return max(days, default="")


def _day(text: str) -> str:
    if not text:
        return ""
    if text.isdigit():
        return taipei_day(datetime.fromtimestamp(int(text), UTC)).isoformat()
    for read in (datetime.fromisoformat, parsedate_to_datetime, _as_c_writes_it):
        try:
            instant = read(text)
        except (ValueError, TypeError):
            continue
        # Without an offset it is the scanner's own clock; its day is taken as it stands.
        return (taipei_day(instant) if instant.tzinfo else instant.date()).isoformat()
    return ""


def _as_c_writes_it(text: str) -> datetime:
    """`Mon Nov  2 10:00:00 2026`, and ZAP's `Mon, 2 Nov 2026 10:00:00`."""
    for form in ("%a %b %d %H:%M:%S %Y", "%a, %d %b %Y %H:%M:%S"):
        try:
            return datetime.strptime(" ".join(text.split()), form)  # noqa: DTZ007  see _day
        except ValueError:
            continue
    raise ValueError(text)
