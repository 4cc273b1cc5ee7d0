"""What pages, commands and jobs may ask of casework: one question a file, each a constant number of SQL statements.

editions.programmes(), programme(id), edition(programme, on, *, through=None, spoken=False), calendar()
editions.Overlays()                                          several editions for one query
queue(filters, *, at, page=1, per_page=20) -> QueuePage
case_page(case_id, *, actor, at) -> CasePage                 case_row(…) -> CaseRow; case_id_of(number or id) -> UUID
task_list(case_id, *, actor, at) -> TaskList                 section_of(case_id, name, …) -> SectionView
findings_now(case_id, *, actor, at) -> list[FindingView]     a dry run on what stands in the case
cases_of(firm_ubn, *, at) -> list[CaseRow]                   openable(firm_ubn, *, at) -> list[Openable]
eligibility(programme, kind, ubn, on, *, at) -> EligibilityAnswer
receipt(case_id, *, actor, nth=None) -> dict                 may_read_file(sha256, *, actor) -> bool
parameters_page(programme, *, at); parameter_page(programme, name, *, at)           values with their days and history
changes_waiting(programme=None), changes_decided(programme, *, page), change_page(id, *, actor, at)
what_if(asked, *, at, progress=None) -> WhatIf; what_if_run(id); clock_moves(entries, *, at); calendar_page(*, at)
rules_overview(*, at) -> RulesOverview                       editions.contact_of(programme, on) -> Contact
statistics(*, at, programme="") -> Statistics                deadline_from_delivery(notice_id, at)
"""
