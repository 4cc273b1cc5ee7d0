"""The made-up programme of casework's tests, and a firm in it."""

import pytest


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    from ..casework import market

    settings.XUZHI_PROGRAMMES = [market.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""
