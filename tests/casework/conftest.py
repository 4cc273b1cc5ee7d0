"""The made-up programme, its registers, a firm and the office.

`market` is imported late: pytest reads this file before Django is up.
"""

import pytest


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    from . import market

    settings.XUZHI_PROGRAMMES = [market.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def registers(db):
    from . import market

    market.import_company(market.company(), market.company(market.OTHER_UBN, "暮色小吃股份有限公司"))
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))


@pytest.fixture
def firm(registers):
    """The person who acts for the firm."""
    from . import market

    return market.begin()


@pytest.fixture
def other_firm(registers):
    from . import market

    return market.begin(market.OTHER_UBN, "暮色小吃股份有限公司", "owner@mose.test")


@pytest.fixture
def office(db):
    from . import market

    return market.make_officer()
