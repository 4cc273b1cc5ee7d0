"""The site's clock, where a journey has set one: a plan takes years, and its rounds are those that were published.

Python reads this file by itself as it starts, in every process that has this folder on its path.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

if os.environ.get("JOURNEY_CLOCK"):
    from django.utils import timezone

    _ahead, _now = Path(os.environ["JOURNEY_CLOCK"]), timezone.now

    def _set_now() -> datetime:
        return _now() + timedelta(seconds=float(_ahead.read_text()))

    timezone.now = _set_now
