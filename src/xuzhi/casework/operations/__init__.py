"""What can be done with cases: one verb a file, one public function each. Instants are aware, ids are UUIDs.

    open_case(programme, kind, *, actor, at, firm_ubn=None, about=None, key="") -> UUID
    save_answers(case_id, answers, *, seen, actor, at) -> SaveResult(saved, invalid, conflicts, unchanged)
    attach_document(case_id, document, sha256, *, actor, at, note="", replaces=None) -> UUID
    detach_document(case_id, attachment_id, *, actor, at) -> None
    submit_case(case_id, *, actor, at, key="") -> Submitted
    take_step(case_id, step, *, actor, at, reason="", ruling="", grounds=(), defects=(), replies={}, key="") -> Moved
    confirm_finding(case_id, check, outcome, *, note, actor, at) -> None
    look_up_facts(case_id, *, actor, at) -> int
    recheck_case(case_id, *, actor, at) -> Outcome
    assign_officer(case_id, officer_id, *, actor, at) -> None
    ask_office(case_id, text, *, actor, at) -> UUID
    assign_cases({case_id: officer_id}, *, actor, at) -> int
    answer_question(case_id, question_id, text, *, actor, at) -> None
    record_viewing(case_id, *, actor, at, what="page") -> bool
    record_export(what, format, *, rows, actor, at, filters=None, cases=()) -> None
    announce_round(programme, round, *, actor, at, reason="") -> None
    set_parameter(programme, name, value, *, from_on, reason, actor, at) -> None
    add_calendar_entry(day, kind, *, source, actor, at, county=None, half=None, announced_at=None, why="") -> int
    add_calendar_entries(entries, *, actor, at) -> int            recount_clocks(*, actor, at, because_of=()) -> int
    start_awaited_clocks(notice_id, *, at) -> int                 reissue_code(case_id, *, actor, at) -> str
    check_standing(*, actor, at) -> int                           seal_records(*, at) -> int
    expire_clock(clock_id, *, at) -> bool
    sweep_clocks(*, at, limit=500) -> int

Every refused act raises a Refusal (see refusals.py). Import each from its own file.
"""
