from datetime import UTC, datetime

import pytest

from xuzhi.kernel.actor import Actor

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
APPLICANT = Actor.person("3", "陳美麗", "applicant", "12345675")
SOMEBODY_ELSE = Actor.person("4", "林大同", "applicant", "24681356")


@pytest.fixture
def store(db, settings, tmp_path):
    """A data folder of this test's own, and the database."""
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""
    return tmp_path
