"""What pages may ask of the panels room: one question a file, each a constant number of SQL statements.

roster(*, actor) -> tuple[ReviewerCard, …]                    reviewer_card(reviewer_id, *, actor) -> ReviewerCard
office_panel(case_id, *, actor, at) -> OfficePanel            has_panel(case_id) -> bool
sitting_of(sitting_id, *, actor, at) -> SittingView | None     sittings_ahead(programme, *, at) -> tuple[SittingView, …]
firm_sitting(case_id, *, actor, at) -> FirmSitting | None
ranking(programme, *, actor) -> tuple[Ranked, …]              minutes_pdf(panel_id, *, actor, at) -> MinutesFile
my_seats(*, actor, at) -> tuple[SeatLine, …]                  member_panel(panel_id, *, actor, at) -> MemberPanel
material_file(panel_id, attachment_id, *, actor, at) -> Attached
calendar_file_of(panel_id, *, actor, at) -> bytes
"""
