"""Addresses of the office's pages about agendas, below /office/agendas/."""

from django.urls import path

from xuzhi.web.office.agendas import asking, looking

app_name = "agendas"

urlpatterns = [
    path("", asking.kinds, name="kinds"),
    path("<uuid:agenda_id>/", looking.agenda, name="agenda"),
    path("<uuid:agenda_id>/accept/", looking.accept, name="accept"),
    path("<uuid:agenda_id>/invitations/", looking.invite, name="invite"),
    path("<slug:programme_id>/<slug:kind>/", asking.ask, name="ask"),
]
