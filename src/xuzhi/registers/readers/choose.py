"""Which reader reads which list."""

from collections.abc import Callable

from xuzhi.registers.readers.company import read_company
from xuzhi.registers.readers.debarred import read_debarred
from xuzhi.registers.readers.ip_ranges import IpRangeRow, read_ip_ranges
from xuzhi.registers.readers.prc_funded import read_name_list, read_prc_ministry
from xuzhi.registers.readers.shape import ReadRow
from xuzhi.registers.readers.violations import read_violations

type Rows = tuple[ReadRow, ...] | tuple[IpRangeRow, ...]

_READERS: dict[tuple[str, str], Callable[[bytes], Rows]] = {
    ("company", "records"): read_company,
    ("debarred", "suppliers"): read_debarred,
    ("prc_funded", "ministry"): read_prc_ministry,
    ("prc_funded", "local"): read_name_list,
    ("prc_funded", "review"): read_name_list,
    ("ip_country", "ranges"): read_ip_ranges,
}


def read_rows(register: str, list_name: str, content: bytes) -> Rows:
    """The rows of a list's file. Raises ShapeDiffers when the file is not what the authority publishes."""
    return _READERS.get((register, list_name), read_violations)(content)
