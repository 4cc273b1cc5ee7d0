"""Ask the company register about one number, over the network, and take the answer in as a snapshot."""

from datetime import datetime

from django.conf import settings

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.ubn import check_ubn
from xuzhi.registers.company_client import BASE_URL, CompanyClient, RegisterAnswerUnusable
from xuzhi.registers.operations.import_snapshot import ImportedSnapshot, import_snapshot
from xuzhi.registers.readers.shape import ShapeDiffers


class NetworkOff(Refusal, RuntimeError):
    """This system does not speak to the outside (setting XUZHI_NETWORK)."""

    code = "registers.network_off"


def fetch_company(ubn: str, *, actor: Actor, at: datetime, client: CompanyClient | None = None) -> ImportedSnapshot:
    """Ask now, and keep the answer, an empty one too, as a snapshot of `at`'s day; `look_up` then finds it.

    Slow (seconds, when the register is): for jobs, and for a person who asked for it. Raises NetworkOff,
    BusinessNumberInvalid, RegisterUnreachable, RegisterAnswerUnusable; then nothing is recorded.
    """
    number = check_ubn(ubn)
    if not getattr(settings, "XUZHI_NETWORK", False):
        raise NetworkOff()
    client = client or CompanyClient(getattr(settings, "XUZHI_COMPANY_REGISTER_URL", BASE_URL))
    content = client.ask(number)
    try:
        return import_snapshot(
            "company", content, taipei_day(at), client.base_url, file_name=f"{number}.json", actor=actor, at=at
        )
    except ShapeDiffers as differs:
        raise RegisterAnswerUnusable(code="registers.answer_unreadable", dataset=differs.says) from differs
