"""The pages as a browser shows them: accessible (axe), nothing wider than the screen, no word from the console.

Every page is fetched first and then served to the browser from memory, so that the test's own transaction is enough.
"""

import os
import re
import shutil
from urllib.parse import unquote, urlsplit

import pytest

SITE = "http://xuzhi.test"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATHS = [
    "/", "/programmes/", "/programmes/{}/", "/eligibility/", "/eligibility/{}/?ubn=123",
    "/eligibility/{}/?ubn=22099131", "/catalogue/",
    "/catalogue/?q=排程&industry=manufacturing", "/catalogue/?q=火箭", "/catalogue/sme-115-00001/",
    "/compare/", "/compare/?s=sme-115-00001&s=sme-115-00002&seats=10&months=24", "/suppliers/22099131/",
    "/contact/", "/about/", "/accessibility/", "/nothing/",
]  # fmt: skip
STATIC = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
SCREENS = [("wide", 1280, "light"), ("phone", 390, "light"), ("wide dark", 1280, "dark")]
# WCAG 2.2 AA and below; best practices besides, since they cost nothing here.
# Of what is right, axe need not tell where it stands.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}


@pytest.fixture
def browser_path():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.environ.get("CI"):
        pytest.fail("there is no browser, and in CI there must be one: apt-get install chromium")
    if not found:
        pytest.skip("there is no browser here: apt-get install chromium")
    return found


@pytest.fixture
def site(catalogue, client, address):
    """Every page and what it needs, by path and query: (status, type, headers, body)."""
    answers = {}

    def fetch(path):
        response = client.get(path, headers={"accept-language": "zh-TW"})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = {"content-type": response["Content-Type"]}
        if policy := response.get("Content-Security-Policy"):
            headers["content-security-policy"] = policy
        answers[path] = (response.status_code, headers, body)
        return body

    named = {each.decode() for path in PATHS for each in STATIC.findall(fetch(path.replace("{}", address)))}
    for path in sorted(named):
        fetch(path)
    return answers


def serve(page, site):
    def answer(route):
        asked = urlsplit(route.request.url)
        path = f"{asked.path}?{asked.query}" if asked.query else asked.path
        status, headers, body = site.get(unquote(path), (404, {"content-type": "text/plain"}, b""))
        route.fulfill(status=status, headers=headers, body=body)

    page.route(f"{SITE}/**", answer)


def test_accessible_and_no_wider_than_the_screen(site, browser_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    pages = [path for path in site if not path.startswith("/static/")]
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        # axe is put into the page by the test, which the page's own policy would refuse. Every page is opened once:
        # what another width and dark colours make of it, its style sheets say.
        page = browser.new_context(locale="zh-TW", bypass_csp=True, reduced_motion="reduce").new_page()
        serve(page, site)
        for path in pages:
            page.goto(SITE + path)
            page.evaluate(Axe().axe_script)
            for name, width, scheme in SCREENS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wider:
                    found.append(f"{name} {path}: {wider} px wider than the screen")
                for each in page.evaluate("rules => axe.run(rules)", RULES)["violations"]:
                    at = "; ".join(str(node["target"]) for node in each["nodes"][:3])
                    found.append(f"{name} {path}: {each['id']} ({each['help']}) at {at}")
        browser.close()
    assert found == []


def test_the_content_policy_refuses_nothing_of_ours(site, browser_path):
    from playwright.sync_api import sync_playwright

    said = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        serve(page, site)
        for path in site:
            if not path.startswith("/static/") and "nothing" not in path and "ubn=123" not in path:
                page.goto(SITE + path)
        browser.close()
    assert said == []


def test_targets_are_large_enough(site, browser_path, address):
    """Whatever can be pressed is 24 px high, unless it stands in a sentence (WCAG 2.5.8)."""
    from playwright.sync_api import sync_playwright

    small = """() => [...document.querySelectorAll('a, button, input, select, summary')]
        .filter(e => e.offsetParent && !e.closest('p, dd, li span, td, th, .clause, .skip-link'))
        .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect().height])
        .filter(([, height]) => height < 24)"""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        serve(page, site)
        for path in ("/", "/catalogue/", f"/programmes/{address}/", "/catalogue/sme-115-00001/"):
            page.goto(SITE + path)
            if at := page.evaluate(small):
                found[path] = at
        browser.close()
    assert found == {}
