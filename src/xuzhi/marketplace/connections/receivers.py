"""Addresses outside, and telling them something: https only, never into our own network, never for long."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from xuzhi.marketplace.connections.limits import LONGEST_URL
from xuzhi.marketplace.connections.refusals import UrlNotSafe

SECONDS = 6.0
"""For everything: finding the address, connecting, sending, and the first line of the answer."""
NOT_ALLOWED, NOT_FOUND, TOO_SLOW, UNREACHABLE, ANSWERED = (
    "address_not_allowed", "host_not_found", "too_slow", "unreachable", "answered_otherwise",
)  # fmt: skip
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")


@dataclass(frozen=True)
class Told:
    """`status` is the answer, 0 where there was none; `problem` says why it counts as not told, or ""."""

    status: int
    problem: str
    milliseconds: int


def check_url(url: str, *, loopback: bool = False) -> str:
    """The address, if messages may go there as far as can be told without asking for it. Raises UrlNotSafe."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UrlNotSafe(url=text[:LONGEST_URL]) from None
    printable = text.isascii() and text.isprintable() and " " not in text
    fits = printable and len(text) <= LONGEST_URL and bool(host) and not parts.fragment and port != 0
    fits = fits and parts.username is None and parts.password is None
    safe = parts.scheme == "https" and not _is_local_name(host) and not _is_inside_literal(host)
    ours = loopback and parts.scheme in ("http", "https") and _is_loopback(host)
    if not fits or not (safe or ours):
        raise UrlNotSafe(url=text[:LONGEST_URL])
    return text


def tell(url: str, body: bytes, headers: dict[str, str], *, loopback: bool = False) -> Told:
    """POST the body there. The name is resolved here and the connection made to the very address that was looked at;
    no redirect is followed, no proxy used, and no more than the answer's head is read. Raises nothing."""
    import httpx  # a fifth of a second, which only who asks outside pays

    began = time.monotonic()

    def told(status: int, problem: str) -> Told:
        return Told(status, problem, round((time.monotonic() - began) * 1000))

    try:
        parts = urlsplit(check_url(url, loopback=loopback))
    except UrlNotSafe:
        return told(0, NOT_ALLOWED)
    found = _resolve(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    if not found:
        return told(0, NOT_FOUND)
    if not all(is_outside(each) or (loopback and ipaddress.ip_address(each).is_loopback) for each in found):
        return told(0, NOT_ALLOWED)
    try:
        status = asyncio.run(_post(url, parts, found[0], body, headers, SECONDS - (time.monotonic() - began)))
    except (TimeoutError, httpx.TimeoutException):
        return told(0, TOO_SLOW)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return told(0, UNREACHABLE)
    return told(status, "" if 200 <= status < 300 else ANSWERED)


def is_outside(address: str) -> bool:
    """Whether it is an address of the open internet; one that wraps another is judged by both."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if int(ip) >> 32 == 0x64FF9B << 64:  # translated by NAT64
            wrapped.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(each is not None and not _is_open(each) for each in wrapped):
            return False
    return _is_open(ip)


def _is_open(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    closed = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not closed and not ip.is_unspecified


async def _post(
    url: str, parts: SplitResult, address: str, body: bytes, headers: dict[str, str], seconds: float
) -> int:
    import httpx

    target = httpx.URL(url).copy_with(host=address)
    sent = {
        **headers,
        "host": parts.netloc,
        "content-type": "application/json",
        "user-agent": "Xuzhi-Webhooks/1",
        "accept-encoding": "identity",
    }
    # The certificate is held against the name, though the connection goes to the address.
    extensions = {"sni_hostname": parts.hostname}
    async with asyncio.timeout(max(0.1, seconds)):
        async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=SECONDS) as client:
            request = client.build_request("POST", target, content=body, headers=sent, extensions=extensions)
            response = await client.send(request, stream=True)
            await response.aclose()
            return response.status_code


def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; none where there are none, or where asking takes too long."""
    found: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    # The system's resolver cannot be called off; a thread that is late is left behind.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(SECONDS / 2)
    return list(found)


def _is_local_name(host: str) -> bool:
    name = host.rstrip(".").lower()
    return name == "localhost" or any(name.endswith(each) for each in _LOCAL_NAMES[1:]) or _is_bare(name)


def _is_bare(name: str) -> bool:
    """A name without a dot is one of the own network; a literal address is looked at elsewhere."""
    return "." not in name and ":" not in name


def _is_inside_literal(host: str) -> bool:
    try:
        return not is_outside(host)
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"
