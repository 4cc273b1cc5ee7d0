"""What a firm of the demo types into the forms: answers by question, as the pages would send them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xuzhi.console.demo import papers
from xuzhi.console.demo.content import DemoFirm, DemoSolution, texts


def supplier_answers(firm: DemoFirm, on: date) -> dict[str, Any]:
    """Answers of the supplier case on that day; what comes from the registers is not typed."""
    facts = {
        "name": firm.name,
        "county": firm.county,
        "representative": firm.representative,
        "telephone": _telephone(firm.ubn),
        "email": firm.email,
        "ubn": firm.ubn,
        "tax_issued_on": (on - timedelta(days=9)).isoformat(),
        "tax_covers_from": (on - timedelta(days=9 + 3 * 366)).isoformat(),
    }
    held = _credentials(firm, on)
    return {
        **_filled(texts()["supplier"], facts),
        **({"credentials": held} if held else {}),
        "security.reports": _reports(firm, on),
        "security.hosts": hosts(firm),
        "machine_rooms": machine_rooms(firm),
    }


def _reports(firm: DemoFirm, on: date) -> list[dict[str, Any]]:
    words = texts()["words"]
    found = {severity: str(count) for severity, count in papers.weaknesses(firm).items()}
    proof = [papers.sha256_of(papers.paper("security_report", firm, on))]
    return [
        {"kind": "vulnerability_scan", "tool": words["scanner"], "assessed_on": papers.scanned_on(on).isoformat(),
         "proof": proof, **found},
    ]  # fmt: skip


def _credentials(firm: DemoFirm, on: date) -> list[dict[str, Any]]:
    """What every second or third firm holds, with days that lie apart."""
    nth = int(firm.ubn[-3:])
    known = texts()["credentials"]
    held = [each for place, each in enumerate(known) if (nth + place) % 3 == 0]
    filled = {"name": firm.name, "number": 10_000 + nth * 7}
    return [
        {
            **_filled({key: value for key, value in each.items() if key != "years"}, filled),
            "issued_on": (on - timedelta(days=200 + nth % 300)).isoformat(),
            "expires_on": (on + timedelta(days=365 * each["years"] - nth % 300)).isoformat() if each["years"] else "",
        }
        for each in held
    ]


def hosts(firm: DemoFirm) -> list[dict[str, Any]]:
    """Where the firm's services answer."""
    used_for = texts()["words"]["used_for"]
    address = f"203.0.113.{1 + int(firm.ubn) % 250}"
    return [{"host": f"app.{firm.ubn}.example", "addresses": address, "used_for": used_for, "country": "TW"}]


def _telephone(ubn: str) -> str:
    return f"0{2 + int(ubn[-1]) % 6}-{2000 + int(ubn[-4:]) % 7000}-{1000 + int(ubn[2:6]) % 9000}"


def machine_rooms(firm: DemoFirm) -> list[dict[str, Any]]:
    here = texts()["clouds"][firm.cloud]
    there = texts()["backups"][firm.cloud]
    return [
        {"purpose": "computing", "country": "TW", **here},
        {"purpose": "storage", "country": "TW", **here},
        {"purpose": "backup", **there},
    ]


def solution_answers(firm: DemoFirm, solution: DemoSolution, on: date, *, route: str = "green") -> dict[str, Any]:
    """Answers of the solution case on that day, by route `green` or `expanded`."""
    known, nth = texts(), sum(map(ord, solution.name))
    simple = {key: value for key, value in known["solution"].items() if key != "characteristics"}
    answers = _filled(simple, _facts(firm, solution, on, nth))
    answers |= {
        "solution.route": route,
        "solution.industries": [solution.industry],
        "solution.uses": [solution.use],
        "solution.is_ai": solution.ai != "none",
        "solution.characteristics": known["solution"]["characteristics"],
        "solution.functions": _functions(solution),
        "solution.export.fields": [
            {"name": name, "meaning": meaning} for name, meaning in papers.words()["tables"]["export"].items()
        ],
        "solution.export.sample": [papers.sha256_of(papers.export_sample(solution, on))],
        "solution.track_record": _track_record(firm, solution, on, nth),
        "solution.plans": _plans(solution),
        "solution.support": _support(nth),
        **({"solution.measures": known["measures"]} if solution.firm in known["counting"] else {}),
        **({"solution.usage_tiers": _tiers(solution)} if solution.tiers else {}),
        "solution.vendors": [
            {"role": "original", "name": firm.name, "ubn": firm.ubn, "country": "TW", "prc_funded": False}
        ],
        "solution.machine_rooms": machine_rooms(firm),
        "solution.hosts": hosts(firm),
        "solution.hosting": [_rental(firm, on, nth)],
        **_service_level(nth),
    }
    if route == "expanded":
        answers["solution.selected_before"] = False
        answers = {key: value for key, value in answers.items() if not key.startswith("solution.earlier.")}
    if solution.ai == "none":
        return {key: value for key, value in answers.items() if not key.startswith("solution.ai.")}
    return answers | {"solution.ai.kind": solution.ai, "solution.ai.outputs": list(solution.gives)}


def _facts(firm: DemoFirm, solution: DemoSolution, on: date, nth: int) -> dict[str, Any]:
    """What stands in braces in the texts."""
    cloud, backup = texts()["clouds"][firm.cloud], texts()["backups"][firm.cloud]
    selected = on.year - 1911 - 1 - nth % 3
    return {
        "solution": solution.name,
        "does": solution.does,
        "scene": solution.scene,
        "weeks": 2 + nth % 3,
        "earlier_year": str(selected),
        "earlier_number": f"{selected}{nth % 10000:04d}",
        "provider": cloud["provider"],
        "city": cloud["city"],
        "backup": backup["city"],
        "name": firm.representative,
        "telephone": _telephone(firm.ubn),
        "email": firm.email,
        "traffic_from": (on - timedelta(days=95)).isoformat(),
        "traffic_until": (on - timedelta(days=4)).isoformat(),
    }


def _functions(solution: DemoSolution) -> list[dict[str, Any]]:
    pictures = papers.screens(solution)
    return [
        {"name": name, "description": says, "screenshots": [papers.sha256_of(pictures[place % len(pictures)])]}
        for place, (name, says) in enumerate(solution.functions)
    ]


def _service_level(nth: int) -> dict[str, str]:
    figures = {
        "availability": ["99.5", "99.9", "99.95"],
        "response_seconds": ["1", "1.5", "2"],
        "recovery_point_hours": ["1", "4", "24"],
        "recovery_time_hours": ["2", "4", "8"],
        "support_weekly_hours": ["45", "54", "168"],
        "support_hours": texts()["words"]["support_week"],
        "credit_percent": ["50", "30", "100"],
    }
    return {f"solution.sla.{name}": values[nth % 3] for name, values in figures.items()}


def _rental(firm: DemoFirm, on: date, nth: int) -> dict[str, Any]:
    cloud = texts()["clouds"][firm.cloud]
    return {
        "provider": cloud["provider"],
        "service": "paas" if nth % 2 else "iaas",
        "country": "TW",
        "region": cloud["region"],
        "from_on": (on - timedelta(days=700)).isoformat(),
        "until_on": (on + timedelta(days=400)).isoformat(),
        "proof": [papers.sha256_of(papers.firm_paper("machine_room_proof", firm))],
    }


def _track_record(firm: DemoFirm, solution: DemoSolution, on: date, nth: int) -> list[dict[str, Any]]:
    words = texts()["words"]
    customers = words["customers"][solution.industry]
    return [
        {
            "customer": customer,
            "industry": solution.trade,
            "from_on": (on - timedelta(days=420 + 90 * place)).isoformat(),
            "amount_twd": str(solution.monthly * 12),
            "show_customer": (nth + place) % 3 != 0,
            "show_amount": place == 0,
            "proof": [papers.sha256_of(papers.firm_paper("track_record_proof", firm))],
            "result": words["result"].format(hours=3 + (nth + place) % 9),
        }
        for place, customer in enumerate(customers)
    ]


def _plans(solution: DemoSolution) -> list[dict[str, Any]]:
    words = texts()["words"]
    setup = str(solution.monthly * 2 // 100 * 100 if sum(map(ord, solution.firm)) % 3 == 0 else 0)
    common = {"tax_included": True, "per": "firm", "setup_twd": setup}
    small = "0" if solution.by_usage_alone else str(solution.monthly)
    more = {"extra_seat_twd": str(max(50, solution.monthly // 50 * 10)), "most_seats": "50"}
    return [
        {"name": words["plan_small"], "price_twd": small, "billing": "monthly", "term_months": "1",
         "seats": "3", "trial_days": "14", "includes": words["plan_small_includes"].format(seats=3), **common, **more},
        {"name": words["plan_team"], "price_twd": str(solution.monthly * 30), "billing": "yearly", "term_months": "12",
         "seats": "20", "trial_days": "30", "includes": words["plan_team_includes"].format(seats=20), **common},
    ]  # fmt: skip


def _tiers(solution: DemoSolution) -> list[dict[str, Any]]:
    """What the small plan charges for what is counted first."""
    plan, measure = texts()["words"]["plan_small"], texts()["measures"][0]["name"]
    return [
        {"plan": plan, "measure": measure, "above": str(above), "per": str(per), "price_twd": str(price),
         "remainder": "started"}
        for above, per, price in solution.tiers
    ]  # fmt: skip


def _support(nth: int) -> list[dict[str, Any]]:
    words = texts()["words"]
    return [
        {"kind": "training", "channel": "online_course", "hours": words["support_hours"], "response_time_hours": "24",
         "charge": words["training_charge"]},
        {"kind": "customer_service", "channel": "phone" if nth % 2 else "chat", "hours": words["support_hours"],
         "response_time_hours": str(2 + nth % 3 * 2), "charge": words["service_charge"]},
    ]  # fmt: skip


def _filled(template: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value.format(**facts) if isinstance(value, str) else value for key, value in template.items()}
