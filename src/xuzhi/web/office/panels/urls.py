"""Addresses of the office's pages about panels, below /office/."""

from django.urls import path

from xuzhi.web.office.panels import award, case, console, hearing, ranking, roster, scores, script, sitting

app_name = "panels"

CASE = "cases/<uuid:case_id>/panel/"

urlpatterns = [
    path("reviewers/", roster.reviewers, name="roster"),
    path("reviewers/new/", roster.new, name="new_reviewer"),
    path("reviewers/<uuid:reviewer_id>/", roster.reviewer, name="reviewer"),
    path("reviewers/<uuid:reviewer_id>/retire/", roster.retire, name="retire"),
    path("ranking/", ranking.ranking_page, name="ranking"),
    path(CASE, case.panel, name="panel"),
    path(CASE + "form/", case.form, name="form"),
    path(CASE + "members/", case.appoint, name="appoint"),
    path(CASE + "members/<uuid:reviewer_id>/withdraw/", case.withdraw, name="withdraw"),
    path(CASE + "sitting/", sitting.sitting, name="sitting"),
    path(CASE + "sitting/cancel/", sitting.cancel, name="cancel"),
    path(CASE + "invitations/", sitting.invite, name="invite"),
    path(CASE + "script/", script.script, name="script"),
    path(CASE + "console/", console.console, name="console"),
    path(CASE + "console/roll/", hearing.roll, name="roll"),
    path(CASE + "console/phases/", hearing.phases, name="phases"),
    path(CASE + "console/remarks/", hearing.remarks, name="remarks"),
    path(CASE + "console/screen/", hearing.screen, name="screen"),
    path(CASE + "console/<uuid:step_id>/", console.step, name="step"),
    path(CASE + "scores/", scores.scores, name="scores"),
    path(CASE + "scores/open/", scores.open_all, name="open"),
    path("awards/", award.boards, name="boards"),
    path(CASE + "award/", award.award, name="award"),
    path(CASE + "minutes/", scores.minutes, name="minutes"),
    path(CASE + "minutes/<int:nth>.pdf", scores.minutes_file, name="minutes_file"),
]
