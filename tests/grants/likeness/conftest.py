"""Plans that are alike are tried with the contest of the panels' tests."""

import pytest


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    from ...panels import contest

    settings.XUZHI_PROGRAMMES = [contest.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def office(db):
    from ...panels import contest

    contest.import_companies()
    contest.make_settings()
    return contest.make_officer()


@pytest.fixture
def firm(office):
    from ...panels import contest

    return contest.make_firm()
