"""Whether a page is fit to be read: for everybody, on every screen."""

from __future__ import annotations

from typing import Any

# Of what is right, axe need not tell where it stands; only what is wrong is read here.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def faults(walker: Any, *paths: str) -> list[str]:
    """What is wrong with the pages: no single heading, serious findings of axe, wider than a phone."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for path in paths:
        walker.page.set_viewport_size(WIDE)
        if walker.page.url != walker.site.address + path:
            walker.go(path)
        if walker.page.locator("h1").count() != 1:
            found.append(f"{path}: not one heading")
        for each in axe.run(walker.page, options=RULES).response["violations"]:
            if each["impact"] in ("serious", "critical"):
                where = "; ".join(str(node["target"]) for node in each["nodes"][:3])
                found.append(f"{path}: {each['id']} ({each['help']}) at {where}")
        walker.page.set_viewport_size(PHONE)
        wider = walker.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found.append(f"{path}: {wider} px wider than a phone")
        walker.page.set_viewport_size(WIDE)
    return found
