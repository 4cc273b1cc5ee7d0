"""A person with a browser: what they do with their hands on the pages, and what the console says meanwhile."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Error, Locator, Page

PASSWORD = "demo-xuzhi"
# A refused form answers 4xx by design, and so does a page that is gone; the browser notes every such answer.
REFUSALS = re.compile(r"the server responded with a status of (403|404|409|410|413|422) ")


def today() -> date:
    """The day in Taipei, as the site's processes know it."""
    return datetime.now(ZoneInfo("Asia/Taipei")).date()


class Walker:
    """One browser window with its own cookies, and its page."""

    def __init__(self, chromium: Any, site: Any, *, width: int = 1280, **options: Any) -> None:
        self.site = site
        self.said: list[str] = []
        self.saving = 0
        self.files: dict[str, tuple[str, bytes]] = {}  # what may be sent in for an answer, by SHA-256
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="zh-TW", timezone_id="Asia/Taipei", base_url=site.address,
            reduced_motion="reduce", **options,
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        self.page: Page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self._hear(message.type, message.text, page.url))
        page.on("request", lambda request: self._count(request.url, 1))
        page.on("requestfinished", lambda request: self._count(request.url, -1))
        page.on("requestfailed", lambda request: self._count(request.url, -1))
        page.on("pageerror", lambda error: self._hear("error", str(error), page.url))
        return page

    def _count(self, url: str, more: int) -> None:
        self.saving += more if url.endswith("/autosave/") else 0

    def _hear(self, kind: str, text: str, url: str) -> None:
        if kind in ("error", "warning") and not REFUSALS.search(text):
            self.said.append(f"{url}: {text}")

    # going about

    def go(self, path: str) -> None:
        self.page.goto(path)

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        self.main.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.main.get_by_role("button", name=name, exact=True).first.click()

    def save(self) -> None:
        """The main button at the foot of a section: on to the next one, or back to the case after the last."""
        go_on = self.main.get_by_role("button", name="儲存並繼續", exact=True)
        (go_on if go_on.count() else self.main.get_by_role("button", name="儲存並回到案件", exact=True)).click()

    def sign_in(self, email: str, password: str = PASSWORD, after: str = "/account/arrived/") -> None:
        self.go(f"/account/login/?next={after}")
        self.fill_in_sign_in(email, password)

    def fill_in_sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(password)
        self.page.locator("#id_password").press("Enter")
        self.page.wait_for_url(lambda url: "/account/login" not in url)

    # reading

    def stands_at(self) -> str:
        """Address and words of the page, for whoever has to find out why a journey broke off."""
        try:
            return f"{self.page.url}\n{self.page.locator('body').inner_text(timeout=2000)[:6000]}"
        except Exception as error:
            return f"{self.page.url}\n{error}"

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def text(self) -> str:
        return " ".join(self.main.inner_text().split())

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def errors(self) -> dict[str, str]:
        """The error summary: sentence by the id that it links to."""
        links = self.page.locator("#error-summary a")
        return {(link.get_attribute("href") or "").removeprefix("#"): link.inner_text() for link in links.all()}

    # filling in

    def answer(self, name: str, value: Any) -> None:
        """Answer one question of a form, whatever its kind; rows are added by their button."""
        if isinstance(value, list) and value and isinstance(value[0], dict):
            self._answer_rows(name, value)
        else:
            self._answer_field(f"answer:{name}", value)

    def _answer_rows(self, name: str, rows: list[dict[str, Any]]) -> None:
        given = self.page.locator(f'input[type="hidden"][name^="answer:{name}:"]')
        fixed = given.evaluate_all("all => all.map(each => each.value)")
        for nth, row in enumerate(rows):
            place = next((fixed.index(value) for value in row.values() if value in fixed), nth)
            if not self.page.locator(f'[name^="answer:{name}:{place}:"]').count():
                self.page.locator(f'button[name="add"][value="{name}"]').click()
                self.page.locator(f'[name^="answer:{name}:{place}:"]').first.wait_for()
            for cell, value in row.items():
                if value not in (None, "") and value not in fixed:
                    self._answer_field(f"answer:{name}:{place}:{cell}", value)

    def _answer_field(self, name: str, value: Any) -> None:
        if isinstance(value, list) and value and value[0] in self.files:
            self._send(name, value)
            return
        fields = self.page.locator(f'[name="{name}"]')
        fields.first.wait_for()
        kind = fields.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            chosen = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
            for each in chosen if isinstance(chosen, list) else [chosen]:
                self._choose(self.page.locator(f'[name="{name}"][value="{each}"]'))
        elif kind == "select-one":
            fields.first.select_option(str(value))
        else:
            fields.first.fill(str(value))

    def _choose(self, choice: Locator) -> None:
        """Once more, where the line that says what was saved has moved the page at that very moment."""
        try:
            choice.check()
        except Error:
            self.wait_until_saved()
            choice.check()

    def _send(self, name: str, wanted: list[str]) -> None:
        """Send files in at the place of their answer, by its own button."""
        sent = [{"name": self.files[each][0], "mimeType": "", "buffer": self.files[each][1]} for each in wanted]
        self.page.locator(f'[name="{name.replace("answer:", "send:", 1)}"]').set_input_files(sent)
        self.page.locator(f'button[name="sent"][value="{name.replace(":", "-").replace(".", "-")}"]').click()
        for each in wanted:
            self.page.locator(f'[name="{name}"][value="{each}"]').wait_for()

    def answer_section(self, answers: dict[str, Any]) -> list[str]:
        """Answer those questions of the page that `answers` has, and those that come up; gives their names."""
        done: list[str] = []
        while True:
            asked = self.page.locator('input[name^="seen:"]').evaluate_all("all => all.map(each => each.name.slice(5))")
            named = [name for name in asked if name in answers and name not in done]
            if not named:
                return done
            for name in named:
                self.answer(name, answers[name])
            self.wait_until_saved()
            done += named

    def wait_until_saved(self) -> None:
        """Until what was typed has been saved by the page itself."""
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        self.page.wait_for_timeout(180)  # the page itself waits for 150 ms
        while self.saving:
            self.page.wait_for_timeout(20)

    def attach(self, document: str, name: str, content: bytes, kind: str = "application/pdf") -> None:
        """Choose a file for a document; the page sends it by itself."""
        self.page.locator(f"#file-{document}").set_input_files({"name": name, "mimeType": kind, "buffer": content})
