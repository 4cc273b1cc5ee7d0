"""Addresses of firms and their people, codes, and kept forms. Signing in itself is the account library's."""

from django.urls import path

from xuzhi.web.account import firms, people, views

app_name = "account"

urlpatterns = [
    path("arrived/", views.arrived, name="arrived"),
    path("restore/", views.restore, name="restore"),
    path("name/", people.change_name, name="name"),
    path("firms/register/", firms.register, name="register_firm"),
    path("firms/switch/", firms.switch, name="switch_firm"),
    path("firms/<str:ubn>/", people.firm, name="firm"),
    path("firms/<str:ubn>/contact/", firms.contact, name="firm_contact"),
    path("firms/<str:ubn>/invite/", people.invite, name="invite"),
    path("firms/<str:ubn>/invitations/<uuid:invitation_id>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("firms/<str:ubn>/members/<uuid:user_id>/role/", people.role, name="member_role"),
    path("firms/<str:ubn>/members/<uuid:user_id>/remove/", people.remove, name="remove_member"),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("code/", firms.code, name="code"),
]
