"""Asks the company register's open API (商工登記公示資料) about one number.

Three datasets are asked, and their answers kept side by side in one file of the shape that `readers.company` reads. An
empty answer is kept as an empty answer; a failed one is an error and never a file.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import check_ubn
from xuzhi.registers.readers.shape import ShapeDiffers, read_json

if TYPE_CHECKING:
    import httpx

BASE_URL = "https://data.gcis.nat.gov.tw/od/data/api/"
DATASETS = {
    "basic": ("5F64D864-61CB-4D0D-8AD9-492047CC1EA6", "Business_Accounting_NO"),
    "business": ("236EE382-4942-41A9-BD03-CA0709025E7C", "Business_Accounting_NO"),
    "types": ("673F0FC0-B3A7-429F-9041-E9866836B66D", "No"),
}
_LARGEST_ANSWER = 5 * 1024 * 1024


class RegisterUnreachable(Refusal, RuntimeError):
    """The register could not be asked, so nothing is known: neither that a firm stands there nor that it does not."""

    code = "registers.unreachable"


class RegisterAnswerUnusable(Refusal, RuntimeError):
    """The register answered with an error, or with something that is not as published."""


@dataclass(frozen=True, slots=True)
class CompanyClient:
    """How to ask: address, seconds to wait for an answer, tries, and seconds of pause before each further try."""

    base_url: str = BASE_URL
    timeout_seconds: float = 10.0
    tries: int = 3
    pause_seconds: float = 1.0

    def ask(self, ubn: str) -> bytes:
        """The register's answers about the number, as a file. Raises RegisterUnreachable, RegisterAnswerUnusable."""
        import httpx  # a fifth of a second, which only who asks pays

        number = check_ubn(ubn)
        with httpx.Client(timeout=self.timeout_seconds, headers={"Accept": "application/json"}) as http:
            answers = {name: self._ask(http, name, number) for name in DATASETS}
        return json.dumps([{"No": number, **answers}], ensure_ascii=False, indent=1).encode()

    def _ask(self, http: httpx.Client, name: str, ubn: str) -> list[Any]:
        dataset, field = DATASETS[name]
        query = {"$format": "json", "$filter": f"{field} eq {ubn}", "$skip": "0", "$top": "50"}
        response = self._get(http, f"{self.base_url.rstrip('/')}/{dataset}", query)
        if response.status_code != HTTPStatus.OK:
            raise RegisterAnswerUnusable(code="registers.answered_badly", status=response.status_code)
        return _list_in(response.content, name)

    def _get(self, http: httpx.Client, url: str, query: dict[str, str]) -> httpx.Response:
        import httpx

        for further_try in range(self.tries):
            if further_try:
                time.sleep(self.pause_seconds * further_try)
            last = further_try == self.tries - 1
            try:
                response = http.get(url, params=query)
            except httpx.HTTPError as error:
                if last:
                    raise RegisterUnreachable(why=type(error).__name__) from error
                continue
            if last or not (response.is_server_error or response.status_code == HTTPStatus.TOO_MANY_REQUESTS):
                return response
        raise ValueError("a client that never tries cannot ask")


def _list_in(content: bytes, name: str) -> list[Any]:
    """The list of an answer; an unknown number's answer is an empty body. Raises RegisterAnswerUnusable."""
    if not content.strip():
        return []
    try:
        answer = read_json(content) if len(content) <= _LARGEST_ANSWER else None
    except ShapeDiffers:
        answer = None
    if not isinstance(answer, list):
        raise RegisterAnswerUnusable(code="registers.answer_unreadable", dataset=name)
    return answer
