"""Where the internet's addresses are: a CSV of ranges (first address, last address, country), IPv4 and IPv6.

Addresses are written as such or as whole numbers; a heading may stand above. A country that is no code of two letters,
such as `-` or `ZZ`, is a range of which the country is not known.
"""

import csv
import io
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from xuzhi.registers.readers.shape import Problem, ShapeDiffers
from xuzhi.registers.readers.tables import decode

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNKNOWN = ("-", "ZZ", "XX", "")
_MOST_UNREAD = 0.01


@dataclass(frozen=True, slots=True)
class IpRangeRow:
    """One range, both ends included. A line that could not be read has a problem and no addresses."""

    line: int
    first: Address | None
    last: Address | None
    country: str
    problem: Problem | None = None


def read_ip_ranges(content: bytes) -> tuple[IpRangeRow, ...]:
    """Every range of the file. Raises ShapeDiffers when it holds none, or when many lines cannot be read."""
    if not content.strip():
        raise ShapeDiffers(code="registers.file_empty")
    rows = tuple(_rows(content))
    unread = [row for row in rows if row.problem]
    if not rows or len(unread) == len(rows):
        raise ShapeDiffers(code="registers.not_ranges")
    if len(unread) > 1 + len(rows) * _MOST_UNREAD:
        raise ShapeDiffers(code="registers.ranges_unread", count=len(unread), line=unread[0].line)
    return rows


def _rows(content: bytes) -> Iterator[IpRangeRow]:
    reader = csv.reader(io.StringIO(decode(content), newline=""))
    try:
        for number, cells in enumerate(reader, 1):
            texts = [cell.strip() for cell in cells]
            if any(texts) and not (number == 1 and not any(sign.isdigit() for sign in "".join(texts[:2]))):
                yield _row(reader.line_num, texts)
    except csv.Error as error:
        raise ShapeDiffers(code="registers.csv_broken", line=reader.line_num, why=str(error)) from None


def _row(line: int, texts: list[str]) -> IpRangeRow:
    try:
        first, last, country = _address(texts[0]), _address(texts[1]), texts[2].upper()
    except (IndexError, ValueError):
        return _unread(line, texts)
    if first.version != last.version or int(first) > int(last):
        return _unread(line, texts)
    if country in _UNKNOWN:
        return IpRangeRow(line, first, last, "")
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        return _unread(line, texts)
    return IpRangeRow(line, first, last, country)


def _unread(line: int, texts: list[str]) -> IpRangeRow:
    return IpRangeRow(line, None, None, "", Problem("registers.range_unreadable", {"text": ",".join(texts)[:80]}))


def _address(text: str) -> Address:
    return ipaddress.ip_address(int(text) if text.isascii() and text.isdigit() else text)
