"""The tasks that sign plans, so that they can be compared."""

from __future__ import annotations

from procrastinate.contrib.django import app

from xuzhi.grants.likeness.operations.sign_plans import sign_plans as sign

BY_NIGHT = "40 18 * * *"  # in UTC: twenty to three in Taipei


@app.task(name="sign_plan", lock="sign_plans")
def sign_plan(case_id: str) -> int:
    """What was handed in gets its signature."""
    return sign(case_id)


@app.periodic(cron=BY_NIGHT)
@app.task(name="sign_plans", queueing_lock="sign_plans", lock="sign_plans")
def sign_plans(timestamp: int) -> int:
    """Every signature that is missing."""
    return sign()
