"""What can be done with reviewers, sittings and panels: one verb a file, one public function each.

Roster (the office):
    enter_reviewer(profile, *, actor, at) -> UUID                 change_reviewer(reviewer_id, profile, *, actor, at)
    retire_reviewer(reviewer_id, reason, *, actor, at)
Panel (the office):
    form_panel(case_id, *, actor, at) -> UUID                     appoint_reviewer(panel_id, reviewer_id, *, actor, at)
    withdraw_reviewer(panel_id, reviewer_id, reason, *, actor, at)
    arrange_sitting(programme, when, *, actor, at) -> UUID        reschedule_sitting(sitting_id, when, reason, *, …)
    cancel_sitting(sitting_id, reason, *, actor, at) -> int
    place_on_agenda(panel_id, sitting_id, position, *, actor, at)
    draw_script(panel_id, steps=None, *, actor, at)               send_invitations(panel_id, *, actor, at) -> int
    begin_step(panel_id, step_id, *, actor, at)                   note_step(panel_id, step_id, note, *, actor, at)
    note_attendance(panel_id, name, *, present, actor, at)        close_roll(panel_id, *, actor, at) -> bool
    begin_phase(panel_id, phase, *, actor, at)                    end_phase(panel_id, *, actor, at)
    note_remark(panel_id, speaker, says, *, actor, at)
    open_scores(panel_id, *, actor, at)                           make_minutes(panel_id, *, actor, at) -> str
Firm (the applicant):
    take_leave(case_id, proxy, reason, *, actor, at) -> str       withdraw_leave(case_id, *, actor, at)
Member (the reviewer):
    pledge_confidentiality(panel_id, *, actor, at)                declare_conflicts(panel_id, …, *, actor, at) -> bool
    read_material(panel_id, *, actor, at, what="page")            save_scores(panel_id, typed, *, actor, at)
    hand_in_scores(panel_id, typed, *, actor, at)                 confirm_minutes(panel_id, nth, *, actor, at)

Every refused act raises a Refusal (see refusals.py). Import each from its own file.
"""
