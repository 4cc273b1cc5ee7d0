"""A database of the benchmark's own: a cluster in a temporary folder, migrated, gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def own_database(folder: Path | None = None) -> Iterator[str]:
    """Start the cluster, migrate, set Django up on it, and yield the URL. `folder` keeps it for another look."""
    from xuzhi.console.database import embedded_cluster, ensure_database

    with tempfile.TemporaryDirectory(prefix="xuzhi-benchmark-") as temporary:
        home = folder or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        with embedded_cluster(home / "postgres") as cluster:
            os.environ |= {
                "DATABASE_URL": ensure_database(cluster, "benchmark"),
                "XUZHI_DATA": str(home / "data"),
                "XUZHI_MODE": "test",
                "DJANGO_SETTINGS_MODULE": "xuzhi.wiring.settings",
            }
            subprocess.run(
                [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
                env=os.environ | {"XUZHI_DATABASE_ROLE": "owner"},
                check=True,
            )
            import django

            django.setup()
            from django.db import connection

            try:
                yield os.environ["DATABASE_URL"]
            finally:
                connection.close()
