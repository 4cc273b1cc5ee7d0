import pytest

from xuzhi.documents.inspection.reading import read_file


@pytest.fixture
def look(tmp_path):
    """Look into content that is called so, in this process; hostile ones are looked into apart in test_sandbox."""

    def look(content, name, **more):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read_file(path, name, **more)

    return look


@pytest.fixture
def findings(look):
    """(rule, outcome, where) of everything found."""

    def findings(content, name):
        report = look(content, name)
        assert report.state == "inspected", report.why
        return [(each.rule, each.outcome, each.where) for each in report.findings]

    return findings
