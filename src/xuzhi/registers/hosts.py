"""In which country a host that the public reaches stands, by the table of internet addresses."""

import ipaddress
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from xuzhi.kernel.texts import say
from xuzhi.ledger.reading import rows_from
from xuzhi.registers.catalogue import register_named
from xuzhi.registers.current import current_snapshots, ref_of, stale_lists, stale_says
from xuzhi.registers.models import IpRange, Snapshot
from xuzhi.registers.readers.ip_ranges import Address
from xuzhi.registers.shapes import LookUp

REGISTER = "ip_country"
_CANDIDATES = 16
_NEAR = "registers_iprange WHERE snapshot_id = %s AND first <= %s::inet ORDER BY first DESC LIMIT %s"
_BETWEEN = re.compile(r"[\s,;、，；]+")


def host_of(text: str) -> str:
    """The host of an address as people write it: https://app.example.tw:8443/login is app.example.tw."""
    text = text.strip()
    if _is_address(text.strip("[]")):
        return text.strip("[]")
    try:
        named = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        named = None
    return (named or text).casefold().rstrip(".")


def addresses_in(text: str) -> tuple[list[Address], list[str]]:
    """The addresses that a cell lists, and what of it is none."""
    found, wrong = [], []
    for part in filter(None, _BETWEEN.split(text.strip())):
        try:
            found.append(_plain(ipaddress.ip_address(part.strip("[]"))))
        except ValueError:
            wrong.append(part)
    return found, wrong


def look_up_host(
    host: str, given: str, on: date, *, resolved: Sequence[str] = (), most_days: int | None = None
) -> LookUp:
    """Where the host's addresses are, by the table taken up to `on`. `given` is what the applicant wrote, `resolved`
    what the network's name service said; a host that is an address itself needs neither. Facts:
    register.hosts            {host, address, country} for each address; what is not known is left out
    register.ip_country_as_of the day of the table, unless it is older than `most_days`
    """
    register = register_named(REGISTER)
    named = host_of(host)
    addresses, wrong = addresses_in(" ".join([named if _is_address(named) else "", given, *resolved]))
    addresses = list(dict.fromkeys(addresses))
    loaded = current_snapshots(register, on)
    stale = stale_lists(loaded, on, most_days)
    table = next(iter(loaded.values()), None)
    ranges = {address: _range_of(table, address) for address in addresses} if table else {}
    records = [_record(named, address, ranges.get(address)) for address in addresses] or [{"host": named}]
    facts: dict[str, Any] = {"hosts": records}
    if table is not None and not stale:
        facts["ip_country_as_of"] = table.taken_on.isoformat()
    problems = [say("registers.host_address_wrong", host=named, text=part) for part in wrong]
    problems += _open(named, addresses, ranges) if table else []
    return LookUp(
        REGISTER,
        found=None if not table or not addresses or not all(ranges.values()) else True,
        facts={"register": facts},
        as_of=table.taken_on if table else None,
        how=_how(named, table, bool(resolved)),
        snapshots=(ref_of(table),) if table else (),
        evidence=tuple(_evidence(table, address, each) for address, each in ranges.items() if table and each),
        problems=(*problems, *stale_says(register, loaded, stale, on, most_days)),
        missing=() if table else register.lists,
        stale=stale,
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _plain(address: Address) -> Address:
    """An IPv4 address that is written in IPv6 is itself."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _range_of(table: Snapshot, address: Address) -> IpRange | None:
    """The narrowest range that holds the address; ranges that begin near below it are looked at."""
    near = rows_from(IpRange, _NEAR, [table.id, str(address), _CANDIDATES])
    holding = [each for each in near if ipaddress.ip_address(each.last).version == address.version
               and int(ipaddress.ip_address(each.last)) >= int(address)]  # fmt: skip
    return min(holding, key=_width, default=None)


def _width(each: IpRange) -> int:
    return int(ipaddress.ip_address(each.last)) - int(ipaddress.ip_address(each.first))


def _record(host: str, address: Address, found: IpRange | None) -> dict[str, Any]:
    known = {"country": found.country} if found and found.country else {}
    return {"host": host, "address": str(address), **known}


def _open(host: str, addresses: Iterable[Address], ranges: dict[Address, IpRange | None]) -> list[str]:
    told = [
        say("registers.host_not_public" if not address.is_global else "registers.host_not_found",
            host=host, address=str(address))
        for address in addresses
        if not (found := ranges.get(address)) or not found.country
    ]  # fmt: skip
    return told if ranges else [say("registers.host_without_address", host=host)]


def _evidence(table: Snapshot, address: Address, found: IpRange) -> dict[str, Any]:
    return {
        "list": table.list_name,
        "line": found.line,
        "raw": {"address": str(address), "first": found.first, "last": found.last, "country": found.country},
        "matched_by": "address",
        "problem": None,
        "taken_on": table.taken_on.isoformat(),
        "source": table.source,
        "sha256": table.sha256,
    }


def _how(host: str, table: Snapshot | None, resolved: bool) -> str:
    register = register_named(REGISTER)
    if table is None:
        return say("registers.how_lists_missing", register=register.title, lists=[register.title_of("ranges")])
    key = "registers.how_host_resolved" if resolved else "registers.how_host"
    return say(key, register=register.title, day=table.taken_on, host=host)
