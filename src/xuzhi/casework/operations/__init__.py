"""What can be done with cases: one verb a file, one public function each. Instants are aware, ids are UUIDs.

    open_case(programme, kind, *, actor, at, firm_ubn=None, about=None, key="") -> UUID
    save_answers(case_id, answers, *, seen, actor, at) -> SaveResult(saved, invalid, conflicts, unchanged)
    confirm_answers(case_id, section, *, actor, at) -> questions
    attach_document(case_id, document, sha256, *, actor, at, note="", replaces=None) -> UUID
    detach_document(case_id, attachment_id, *, actor, at) -> None
    submit_case(case_id, *, actor, at, key="") -> Submitted
    take_step(case_id, step, *, actor, at, reason="", ruling="", grounds=(), defects=(), replies={}, key="") -> Moved
    confirm_finding(case_id, check, outcome, *, note, actor, at) -> None
    look_up_facts(case_id, *, actor, at) -> int
    give_facts(case_id, facts, *, source, actor, at) -> bool
    recheck_case(case_id, *, actor, at) -> Outcome
    assign_officer(case_id, officer_id, *, actor, at) -> None
    assign_cases({case_id: officer_id}, *, actor, at) -> int
    ask_office(case_id, text, *, actor, at) -> UUID
    answer_question(case_id, question_id, text, *, actor, at) -> None
    record_viewing(case_id, *, actor, at, what="page") -> bool
    record_export(what, format, *, rows, actor, at, filters=None, cases=()) -> None
    propose_change(programme, what, name, value, *, from_on=None, names=None, reason, late_reason="", actor, at) -> UUID
    approve_change(change_id, *, actor, at, seen=None, note="") -> int
    reject_change(change_id, *, reason, actor, at) -> None
    withdraw_change(change_id, *, reason="", actor, at) -> None
    ask_whatif(asked, *, actor, at, change_id="") -> UUID        answer_whatif(run_id, *, at) -> bool
    ask_effects(change_id, *, actor, at) -> int                  rebuild_records(names=(), *, progress=None) -> int
    announce_round(programme, round, *, actor, at, reason="") -> None                  (only for setting up)
    set_parameter(programme, name, value, *, from_on, reason, actor, at) -> None       (only for setting up)
    add_calendar_entry(day, kind, *, source, actor, at, county=None, half=None, announced_at=None, why="") -> int
    add_calendar_entries(entries, *, actor, at) -> int            recount_clocks(*, actor, at, because_of=()) -> int
    start_awaited_clocks(notice_id, *, at) -> int                 reissue_code(case_id, *, actor, at) -> str
    check_standing(*, actor, at) -> int                           seal_records(*, at) -> int
    expire_clock(clock_id, *, at) -> bool
    sweep_clocks(*, at, limit=500) -> int

Every refused act raises a Refusal (see refusals.py). Import each from its own file.
"""
