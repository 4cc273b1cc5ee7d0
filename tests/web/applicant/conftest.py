"""The firm, its people and the office. `school` is imported late: pytest reads this file before Django is up."""

import pytest


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    from . import school

    settings.XUZHI_PROGRAMMES = [school.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def owner(db):
    from . import school

    school.load_register()
    return school.found_firm()


@pytest.fixture
def colleague(owner):
    from . import school

    return school.join_firm(owner)


@pytest.fixture
def stranger(owner):
    """Somebody of another firm."""
    from . import school

    return school.found_firm(school.OTHER_UBN, school.OTHER_NAME, "owner@mose.test", "何美")


@pytest.fixture
def officer(db):
    from . import school

    return school.make_officer()


@pytest.fixture
def browser(owner):
    from . import school

    return school.browser_of(owner)
