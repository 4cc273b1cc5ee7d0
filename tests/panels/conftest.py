"""The made-up contest, its firm, its office and its tasters.

`contest` is imported late: pytest reads this file before Django is up.
"""

import pytest


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    from . import contest

    settings.XUZHI_PROGRAMMES = [contest.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def office(db):
    from . import contest

    return contest.make_officer()


@pytest.fixture
def firm(db):
    from . import contest

    contest.import_companies()
    return contest.make_firm()


@pytest.fixture
def settings_made(db):
    from . import contest

    contest.make_settings()


@pytest.fixture
def table(firm, office, settings_made):
    """A panel of three, everybody cleared, the meeting about to begin."""
    from . import contest

    return contest.Table(firm, office)
