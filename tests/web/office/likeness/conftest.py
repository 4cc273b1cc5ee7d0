"""The contest of the panels' own tests, whose dishes are held against others."""

import pytest

from ....panels.conftest import _own_programmes_and_folder, firm, office, settings_made, table  # noqa: F401


@pytest.fixture
def browser(office):  # noqa: F811
    from ...reviewer.browsing import browser_of

    return browser_of(office)
