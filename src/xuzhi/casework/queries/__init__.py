"""What pages, commands and jobs may ask of casework. Each function runs a constant number of SQL statements.

edition(programme, on, *, through=None) -> Edition          the files with the office's overlay
programmes() -> list[Programme] ; programme(id) -> Programme
calendar(on) -> WorkingCalendar                               Taiwan's office calendar with the office's entries
queue(filters, *, at, page=1, per_page=20) -> QueuePage
case_row(case_id, *, actor, at) -> CaseRow                   raises CaseUnknown, NotYours
case_page(case_id, *, actor, at) -> CasePage
task_list(case_id, *, actor, at) -> TaskList
section(case_id, name, *, actor, at) -> SectionView
findings_now(case_id, *, actor, at) -> list[FindingView]     a dry run of the checks on what stands in the draft
cases_of(firm_ubn, *, at) -> list[CaseRow]
eligibility(programme, kind, ubn, on, *, at) -> EligibilityAnswer
receipt(case_id, *, actor) -> dict                           ledger receipt of the latest submission
may_read_file(sha256, *, actor) -> bool
statistics(*, at, programme="") -> Statistics
due_clocks(at) -> int
"""
