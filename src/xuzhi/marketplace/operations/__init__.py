"""What buyers and suppliers can do on the market: one verb a file, one public function each.

    place_order(listing_id, answers, *, seen, actor, at, key="") -> UUID
    accept_order(order_id, *, actor, at) -> None
    renew_subscription(order_id, months, *, seen, actor, at) -> None
    end_subscription(order_id, *, reason="", actor, at, key="") -> None
    request_plan_change(order_id, answers, *, seen, actor, at, key="") -> UUID
    accept_plan_change(change_id, *, actor, at) -> None
    request_export(order_id, answers, *, actor, at, key="") -> UUID
    complain_about_export(export_id, *, actor, at) -> UUID
    act_on_deal(case_id, step, *, reason="", actor, at, key="") -> None
    tell_payment(order_id, state, *, actor, at) -> bool
    record_usage(lines, *, source, actor, at) -> UsageOutcome
    look_at_usage(listing_id, *, actor, at) -> int
    inspect_usage(listing_id, *, actor, at) -> UUID
    rate_subscription(subscription_id, stars, text, *, actor, at) -> bool
    answer_rating(subscription_id, text, *, actor, at) -> bool

Every refused act raises a Refusal (see refusals.py, and those of casework). Import each from its own file.
"""
