"""The grants programme as it is. `proposing` is imported late: pytest reads this file before Django is up."""

import pytest


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def owner(db):
    from . import proposing

    proposing.load_register()
    return proposing.found_firm()


@pytest.fixture
def firm(owner):
    from . import proposing

    return proposing.as_applicant(owner)


@pytest.fixture
def other_firm(owner):
    from . import proposing

    other = proposing.found_firm(proposing.OTHER_UBN, proposing.OTHER_NAME, "owner@mose.test", "何美")
    return proposing.as_applicant(other, proposing.OTHER_UBN)


@pytest.fixture
def officer(db):
    from . import proposing

    return proposing.as_officer(proposing.make_officer())
