"""An office for the tests of this room; only its own projector is connected, and letters go to a folder of the test.

Rooms are imported inside the fixtures: pytest may read this file before Django is up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .office import Office


@pytest.fixture(autouse=True)
def only_this_room(settings: Any, tmp_path: Path) -> Iterator[None]:
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.notices.projectors import PROJECTOR

    from .office import FOLDER

    settings.XUZHI_PROGRAMMES = [FOLDER]
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    with connected_only([PROJECTOR]):
        yield


@pytest.fixture
def office() -> Office:
    from .office import Office

    return Office()
