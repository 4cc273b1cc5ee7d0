"""`xuzhi verify`, `backup` and `restore`, as the commands they are."""

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import transaction

from xuzhi.documents.operations import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record, seal_log
from xuzhi.ledger.queries import checkpoint_of, latest_checkpoint, receipt_of
from xuzhi.ledger.reactions import connected_only

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CLOCK = Actor.system("clock")


@dataclass(frozen=True)
class LampLit(Event):
    where: str


def xuzhi(*arguments, url="", data="", **environment):
    """Status, standard output and words of one run of the command."""
    own = {"DATABASE_URL": url, "XUZHI_DATA": str(data), "XUZHI_MODE": "test", "XUZHI_LANGUAGE": "en", **environment}
    run = subprocess.run(
        [sys.executable, "-m", "xuzhi.console.main", *map(str, arguments)],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout, run.stderr


@pytest.fixture
def house(fresh_database, settings, tmp_path):
    """A database with five sealed events and one that is not, and a sealed file, in a data folder of its own."""
    settings.XUZHI_DATA = data = tmp_path / "data"
    settings.XUZHI_FILES = ""
    with connected_only():
        for count in (3, 2, 1):
            with transaction.atomic():
                record("lamps", [LampLit(f"燈 {count}")] * count, actor=CLOCK, at=AT)
            if count > 1:
                seal_log(AT)
        seal_file(io.BytesIO(b'{"lamps": 3}'), "lamps.json", actor=CLOCK, at=AT)
    return fresh_database, data


@pytest.fixture
def empty_database(fresh_database):
    """A second, empty database of the same cluster."""
    name = fresh_database.replace("/fresh_", "/restored_")
    database = name.split("/")[3].split("?")[0]
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} TEMPLATE template0")
        yield name
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


def tamper(url):
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL")
        owner.execute('UPDATE ledger_event SET payload = \'{"where": "dark"}\' WHERE sequence = 2')


def test_the_whole_ledger_is_verified(house):
    url, data = house
    status, out, words = xuzhi("verify", "--files", "--json", url=url, data=data)
    report = json.loads(out)
    assert (status, words) == (0, "")
    assert {key: report[key] for key in ("events", "streams", "sealed", "holds", "first_bad")} == {
        "events": 6,
        "streams": 1,
        "sealed": 5,
        "holds": True,
        "first_bad": None,
    }
    assert report["root"] == latest_checkpoint()["root"]


def test_what_does_not_hold_is_status_1_and_one_sentence(house):
    url, data = house
    tamper(url)
    status, out, words = xuzhi("verify", url=url, data=data)
    assert (status, words) == (1, "Event 2 of stream “lamps” was changed.\n")
    assert "events" in out


def test_a_file_that_was_changed_is_found_when_asked_for(house):
    url, data = house
    (path,) = [path for path in data.glob("files/**/*") if path.is_file()]
    path.write_bytes(b"{}")
    assert xuzhi("verify", url=url, data=data)[0] == 0
    status, _, words = xuzhi("verify", "--files", url=url, data=data, XUZHI_LANGUAGE="zh-Hant")
    assert (status, words) == (1, f"檔案 {path.name} 遺失或被改過。\n")


def test_a_receipt_needs_no_database(house, tmp_path):
    receipt, kept = tmp_path / "receipt.json", tmp_path / "checkpoint.json"
    receipt.write_text(json.dumps(receipt_of("lamps", 2)))
    kept.write_text(json.dumps(checkpoint_of(5)))
    nowhere = {"url": "postgresql://nobody@127.0.0.1:1/nothing", "data": tmp_path / "none"}
    assert xuzhi("verify", "--receipt", receipt, **nowhere)[0] == 0
    status, out, _ = xuzhi("verify", "--receipt", receipt, "--checkpoint", kept, "--json", **nowhere)
    assert status == 0
    report = json.loads(out)
    assert (report["holds"], report["root"], report["event"]["payload"]) == (
        True,
        checkpoint_of(5)["root"],
        {"where": "燈 3"},
    )
    assert not (tmp_path / "none").exists()


def test_a_changed_receipt_does_not_hold(house, tmp_path):
    receipt = tmp_path / "receipt.json"
    changed = receipt_of("lamps", 2)
    changed["event"]["payload"]["where"] = "dark"
    receipt.write_text(json.dumps(changed))
    status, _, words = xuzhi("verify", "--receipt", receipt)
    assert (status, words) == (1, "Event 2 of stream “lamps” was changed.\n")


def test_an_older_checkpoint_is_joined_by_the_proof_that_verify_writes(house, tmp_path):
    url, data = house
    receipt, newer = tmp_path / "receipt.json", tmp_path / "newer.json"
    receipt.write_text(json.dumps(receipt_of("lamps", 2)))
    with transaction.atomic(), connected_only():
        record("lamps", [LampLit("one more")], actor=CLOCK, at=AT)
    seal_log(AT)
    assert xuzhi("verify", "--save-checkpoint", newer, url=url, data=data)[0] == 0
    status, _, words = xuzhi("verify", "--receipt", receipt, "--checkpoint", newer)
    assert status == 1
    assert "--since 5" in words
    assert xuzhi("verify", "--save-checkpoint", newer, "--since", 5, url=url, data=data)[0] == 0
    assert xuzhi("verify", "--receipt", receipt, "--checkpoint", newer)[0] == 0
    assert xuzhi("verify", "--checkpoint", newer, url=url, data=data)[0] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", "receipt.json: is not a receipt or a checkpoint (format: not xuzhi-receipt-1).\n"),
        ("[1,\n2", "receipt.json: line 2 is not correct JSON.\n"),
        (None, "receipt.json: cannot be read (No such file or directory).\n"),
    ],
)
def test_a_file_that_is_none_is_status_2_and_names_the_file(tmp_path, content, words):
    receipt = tmp_path / "receipt.json"
    if content is not None:
        receipt.write_text(content)
    status, out, said = xuzhi("verify", "--receipt", receipt)
    assert (status, out) == (2, "")
    assert said.endswith(words)


def test_without_a_database_verify_is_status_3(tmp_path):
    status, out, words = xuzhi("verify", url="postgresql://nobody@127.0.0.1:1/nothing", data=tmp_path)
    assert (status, out) == (3, "")
    assert words.startswith("The system could not do it: ")


def test_a_backup_comes_back_whole(house, empty_database, tmp_path):
    url, data = house
    file, place = tmp_path / "kept.zip", tmp_path / "elsewhere"
    status, out, _ = xuzhi("backup", file, "--json", url=url, data=data)
    made = json.loads(out)
    assert (status, made["events"], made["checkpoint"]) == (0, 6, latest_checkpoint())
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.zip"]

    status, out, words = xuzhi("restore", file, "--json", url=empty_database, data=place)
    assert status == 0, words
    restored = json.loads(out)
    assert (restored["events"], restored["holds"], restored["root"]) == (6, True, latest_checkpoint()["root"])
    before = {path.relative_to(data): path.read_bytes() for path in data.rglob("*") if path.is_file()}
    after = {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in place.rglob("keys/*"))
    assert xuzhi("verify", "--files", url=empty_database, data=place)[0] == 0


def test_what_is_restored_is_fenced_as_before_and_goes_on(house, empty_database, tmp_path):
    url, data = house
    file = tmp_path / "kept.zip"
    assert xuzhi("backup", file, url=url, data=data)[0] == 0
    assert xuzhi("restore", file, url=empty_database, data=tmp_path / "elsewhere")[0] == 0
    with psycopg.connect(empty_database, autocommit=True) as own:
        with pytest.raises(psycopg.errors.RestrictViolation):
            own.execute("DELETE FROM ledger_event")
        own.execute("SET ROLE xuzhi_app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("UPDATE ledger_event SET stream = 'x'")
        own.execute("DELETE FROM documents_upload")
        assert own.execute("SELECT count(*) FROM ledger_unsealed").fetchone() == (1,)


def test_a_backup_never_overwrites(house, tmp_path):
    url, data = house
    file = tmp_path / "kept.zip"
    file.write_bytes(b"last year's")
    status, _, words = xuzhi("backup", file, url=url, data=data)
    assert (status, file.read_bytes()) == (2, b"last year's")
    assert words.endswith("kept.zip exists already; choose another name.\n")


def test_a_restore_never_overwrites(house, empty_database, tmp_path):
    url, data = house
    file = tmp_path / "kept.zip"
    xuzhi("backup", file, url=url, data=data)
    status, _, words = xuzhi("restore", file, url=url, data=tmp_path / "elsewhere")
    assert (status, words) == (2, "The database already has tables; restore into an empty database.\n")
    status, _, words = xuzhi("restore", file, url=empty_database, data=data)
    assert status == 2
    assert "already holds files or keys" in words


def test_a_backup_made_after_tampering_is_told_at_the_restore(house, empty_database, tmp_path):
    url, data = house
    file = tmp_path / "kept.zip"
    tamper(url)
    xuzhi("backup", file, url=url, data=data)
    status, _, words = xuzhi("restore", file, url=empty_database, data=tmp_path / "elsewhere")
    assert status == 1
    assert words.endswith("Event 2 of stream “lamps” was changed.\n")


def test_what_is_no_backup_is_status_2(tmp_path):
    file = tmp_path / "kept.zip"
    place = {"url": "postgresql://nobody@127.0.0.1:1/nothing", "data": tmp_path / "none"}
    assert xuzhi("restore", file, **place)[0] == 2
    file.write_bytes(b"PK no zip")
    status, _, words = xuzhi("restore", file, **place)
    assert status == 2
    assert "kept.zip: is not a whole backup" in words
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("manifest.json", "{}")
    assert xuzhi("restore", file, **place)[0] == 2
