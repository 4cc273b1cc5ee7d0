"""Scan reports become counts by severity, tool and day."""

import pytest

from .. import making
from .papers import as_json


def counts(tool, on, critical=0, high=0, medium=0, low=0, info=0, file=""):
    return {
        "file": file, "tool": tool, "scanned_on": on, "critical": critical, "high": high, "medium": medium, "low": low,
        "info": info,
    }  # fmt: skip


NESSUS = """<?xml version="1.0"?><NessusClientData_v2><Report name="x"><ReportHost name="10.0.0.1"><HostProperties>
<tag name="HOST_START">Mon Nov  2 08:00:00 2026</tag><tag name="HOST_END">Mon Nov  2 10:00:00 2026</tag>
</HostProperties>
<ReportItem severity="4"/><ReportItem severity="3"/><ReportItem severity="3"/>
<ReportItem severity="2"/>
<ReportItem severity="1"/><ReportItem severity="0"/></ReportHost></Report></NessusClientData_v2>"""
OPENVAS = """<report id="1"><report><scan_end>2026-11-02T20:00:00Z</scan_end><results>
<result><nvt oid="1"/><severity>9.8</severity></result><result><nvt oid="2"/><severity>7.0</severity></result>
<result><nvt oid="3"/><severity>5.0</severity></result><result><nvt oid="4"/><severity>2.6</severity></result>
<result><nvt oid="5"/><severity>0.0</severity></result><result><nvt oid="6"/><severity>-1.0</severity></result>
</results></report></report>"""
ZAP = """<?xml version="1.0"?><OWASPZAPReport programName="ZAP" generated="Mon, 2 Nov 2026 10:00:00"><site><alerts>
<alertitem><riskcode>3</riskcode></alertitem><alertitem><riskcode>2</riskcode></alertitem>
<alertitem><riskcode>1</riskcode></alertitem><alertitem><riskcode>0</riskcode></alertitem>
</alerts></site></OWASPZAPReport>"""
ZAP_JSON = {
    "@programName": "ZAP",
    "@version": "2.16.0",
    "@generated": "Mon, 2 Nov 2026 10:00:00",
    "created": "2026-11-02T16:30:00.000Z",
    "site": [{"alerts": [{"riskcode": "3"}, {"riskcode": "1"}]}, {"alerts": [{"riskcode": "0"}]}],
}
TRIVY = {
    "SchemaVersion": 2,
    "CreatedAt": "2026-11-02T10:00:00.123456789+08:00",
    "ArtifactName": "app",
    "Results": [
        {"Vulnerabilities": [{"Severity": "CRITICAL"}, {"Severity": "HIGH"}, {"Severity": "UNKNOWN"}]},
        {"Misconfigurations": [{"Severity": "LOW", "Status": "FAIL"}, {"Severity": "HIGH", "Status": "PASS"}]},
        {"Secrets": [{"Severity": "MEDIUM"}]},
        {},
    ],
}
SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "CodeQL", "rules": [{"id": "a", "properties": {"security-severity": "9.1"}}]}},
            "invocations": [{"endTimeUtc": "2026-11-02T01:00:00Z"}],
            "results": [
                {"ruleId": "a"},
                {"ruleId": "b", "level": "error"},
                {"ruleId": "b"},
                {"ruleId": "b", "level": "note"},
                {"ruleId": "a", "suppressions": [{"kind": "inSource"}]},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (NESSUS.encode(), "scan.nessus", counts("Nessus", "2026-11-02", 1, 2, 1, 1, 1)),
        (OPENVAS.encode(), "scan.xml", counts("OpenVAS", "2026-11-03", 1, 1, 1, 1, 1)),
        (ZAP.encode(), "scan.xml", counts("ZAP", "2026-11-02", 0, 1, 1, 1, 1)),
        (as_json(ZAP_JSON), "scan.json", counts("ZAP", "2026-11-03", 0, 1, 0, 1, 1)),
        (as_json(TRIVY), "scan.json", counts("Trivy", "2026-11-02", 1, 1, 1, 1, 1)),
        (as_json(SARIF), "scan.sarif", counts("CodeQL", "2026-11-02", 1, 1, 1, 1, 0)),
        (
            making.archive([("out/scan.nessus", NESSUS.encode())]),
            "scan.zip",
            counts("Nessus", "2026-11-02", 1, 2, 1, 1, 1, file="out/scan.nessus"),
        ),
    ],
)
@pytest.mark.clause("L3.D2")
def test_a_scan_report_becomes_counts(look, content, name, expected):
    report = look(content, name)
    assert report.state == "inspected", report.why
    assert report.facts["scans"] == [expected]
    assert "tables" not in report.facts


@pytest.mark.clause("L3.D2")
def test_its_day_and_open_high_weaknesses_are_said(look):
    said = {(each.kind, each.value) for each in look(NESSUS.encode(), "a.nessus").suggestions}
    assert said == {("scan_date", "2026-11-02"), ("open_high", 3)}


@pytest.mark.parametrize(
    "document", [{}, {"runs": 1}, {"version": "2.1.0", "runs": [1]}, {"site": []}, {"SchemaVersion": 2}]
)
def test_what_only_looks_like_one_breaks_nothing(look, document):
    assert look(as_json(document), "a.json").state == "inspected"
