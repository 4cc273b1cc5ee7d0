"""Addresses of the office's pages about rules, below /office/rules/."""

from django.urls import path

from xuzhi.web.office.rules import announcements, calendar, changes, contact, overview, parameters, rounds, whatif

app_name = "rules"

PROGRAMME = "<slug:programme_id>/"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/new/", calendar.new_day, name="new_day"),
    path("calendar/import/", calendar.import_days, name="import_days"),
    path("changes/<uuid:change_id>/", changes.change, name="change"),
    path(PROGRAMME, parameters.parameters, name="parameters"),
    path(PROGRAMME + "values/<slug:name>/", parameters.parameter, name="parameter"),
    path(PROGRAMME + "rounds/", rounds.rounds, name="rounds"),
    path(PROGRAMME + "rounds/new/", rounds.new_round, name="new_round"),
    path(PROGRAMME + "rounds/<slug:name>/", rounds.change_round, name="round"),
    path(PROGRAMME + "rounds/<slug:name>/cancel/", rounds.cancel_round, name="cancel_round"),
    path(PROGRAMME + "contact/", contact.contact, name="contact"),
    path(PROGRAMME + "announcements/", announcements.announcements, name="announcements"),
    path(PROGRAMME + "announcements/new/", announcements.new_announcement, name="new_announcement"),
    path(PROGRAMME + "announcements/<str:id>/", announcements.change_announcement, name="announcement"),
    path(PROGRAMME + "announcements/<str:id>/end/", announcements.end_announcement, name="end_announcement"),
    path(PROGRAMME + "whatif/", whatif.whatif, name="whatif"),
    path(PROGRAMME + "whatif/<uuid:run_id>/", whatif.run, name="run"),
    path(PROGRAMME + "changes/", changes.changes, name="changes"),
]
