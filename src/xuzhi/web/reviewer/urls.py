"""Addresses of the reviewer's face, below /review/."""

from django.urls import path

from xuzhi.web.reviewer import consent, declaring, home, material, meeting, panel

app_name = "reviewer"

PANEL = "panels/<uuid:panel_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("consents/<uuid:case_id>/", consent.consent, name="consent"),
    path(PANEL, panel.panel, name="panel"),
    path(PANEL + "pledge/", declaring.pledge, name="pledge"),
    path(PANEL + "declare/", declaring.declare, name="declare"),
    path(PANEL + "conflict/", declaring.conflict, name="conflict"),
    path(PANEL + "slides/<uuid:attachment>/", meeting.slides, name="slides"),
    path(PANEL + "minutes/<int:nth>.pdf", meeting.minutes, name="minutes"),
    path(PANEL + "minutes/<int:nth>/confirm/", meeting.confirm, name="confirm"),
    path(PANEL + "sitting.ics", home.calendar, name="calendar"),
    path(PANEL + "files/<uuid:attachment>/", material.file, name="file"),
    path(PANEL + "files/<uuid:attachment>/pages/<int:page>.png", material.page, name="page"),
]
