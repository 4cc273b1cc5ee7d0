"""A package written again so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from xuzhi.kernel.roc import TAIPEI

FIRST = "mimetype"
"""OpenDocument wants it first and as it is."""


def packed_again(package: bytes, at: datetime) -> bytes:
    """The same entries in order of name, all dated `at`."""
    local = at.astimezone(TAIPEI)
    stamp = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != FIRST, each)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return written.getvalue()
