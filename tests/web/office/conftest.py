"""The same firm as in the applicant's tests, seen from the office."""

import pytest

from ..applicant.conftest import _own_programmes_and_folder, officer, owner, stranger  # noqa: F401


@pytest.fixture
def browser(officer):  # noqa: F811
    from ..applicant import school

    return school.browser_of(officer)
