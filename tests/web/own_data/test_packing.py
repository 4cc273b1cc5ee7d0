"""A ZIP that is sent while it is made: whole, in pieces, with the hash of each file."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from xuzhi.web.own_data.packing import CHUNK, Piece, as_document, as_json, zipped

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def opened(*pieces: Piece) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zipped(pieces))))


def test_pieces_come_out_as_they_went_in_with_their_hashes():
    long = bytes(range(256)) * 3000
    packed = opened(Piece("一.json", {"day": date(2026, 11, 22), "n": Decimal("1.50")}, AT),
                    Piece("b.bin", io.BytesIO(long), AT))  # fmt: skip
    assert packed.testzip() is None
    assert packed.namelist() == ["一.json", "b.bin", "manifest.json"]
    assert json.loads(packed.read("一.json")) == {"day": "2026-11-22", "n": "1.50"}
    assert packed.read("b.bin") == long
    listed = json.loads(packed.read("manifest.json"))["files"]
    assert listed[1] == {"path": "b.bin", "sha256": sha256(long).hexdigest(), "bytes": len(long)}


def test_what_is_large_is_sent_before_it_is_read_to_its_end():
    class Slow(io.RawIOBase):
        read_so_far = 0

        def read(self, size: int = -1) -> bytes:
            if self.read_so_far >= 40 * CHUNK:
                return b""
            self.read_so_far += CHUNK
            return __import__("os").urandom(CHUNK)

    slow = Slow()
    sent = zipped([Piece("large", slow, AT)])
    assert sum(len(next(sent)) for _ in range(3)) > CHUNK
    assert slow.read_so_far <= 4 * CHUNK


def test_the_data_alone_is_one_document_by_path():
    pieces = [Piece("README.txt", b"x", AT), Piece("一.json", {"day": date(2026, 11, 22)}, AT),
              Piece("files/b", io.BytesIO(b"x"), AT), Piece("cases/n.json", ["a"], AT)]  # fmt: skip
    assert json.loads(b"".join(as_document(pieces))) == {"一.json": {"day": "2026-11-22"}, "cases/n.json": ["a"]}
    assert b"".join(as_document(pieces[:1])) == b"{}"


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9)


@given(st.lists(LEAVES, max_size=4) | st.dictionaries(st.text(max_size=9), st.lists(LEAVES, max_size=4), max_size=4))
def test_plain_data_stays_as_it_is(value):
    assert as_json(value) == value
