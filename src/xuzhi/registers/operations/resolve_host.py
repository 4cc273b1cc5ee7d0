"""Ask the network's name service where a host is."""

import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from django.conf import settings

WAIT_SECONDS = 3.0


def resolve_host(host: str, *, wait_seconds: float = WAIT_SECONDS) -> tuple[str, ...]:
    """The host's addresses, each once. Empty where this system does not speak to the outside (XUZHI_NETWORK), where the
    host is unknown, and where no answer came in time: what is not known is then asked of the applicant."""
    if not getattr(settings, "XUZHI_NETWORK", False):
        return ()
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        found = pool.submit(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM).result(wait_seconds)
    except (OSError, UnicodeError, TookTooLong):
        return ()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
