"""Addresses of firms and their people, codes, and kept forms. Signing in itself is the account library's."""

from django.urls import path

from xuzhi.web.account import firms, keys, people, views, webhooks
from xuzhi.web.own_data import views as own_data

app_name = "account"

urlpatterns = [
    path("arrived/", views.arrived, name="arrived"),
    path("restore/", views.restore, name="restore"),
    path("data/", own_data.own_data, name="own_data"),
    path("data/person.zip", own_data.person, name="own_data_person"),
    path("data/firms/<str:ubn>.zip", own_data.firm, name="own_data_firm"),
    path("name/", people.change_name, name="name"),
    path("firms/register/", firms.register, name="register_firm"),
    path("firms/switch/", firms.switch, name="switch_firm"),
    path("firms/<str:ubn>/", people.firm, name="firm"),
    path("firms/<str:ubn>/contact/", firms.contact, name="firm_contact"),
    path("firms/<str:ubn>/invite/", people.invite, name="invite"),
    path("firms/<str:ubn>/invitations/<uuid:invitation_id>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("firms/<str:ubn>/members/<uuid:user_id>/role/", people.role, name="member_role"),
    path("firms/<str:ubn>/members/<uuid:user_id>/remove/", people.remove, name="remove_member"),
    path("firms/<str:ubn>/keys/", keys.keys, name="keys"),
    path("firms/<str:ubn>/keys/<uuid:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("firms/<str:ubn>/webhooks/", webhooks.webhooks, name="webhooks"),
    path("firms/<str:ubn>/webhooks/<uuid:webhook_id>/", webhooks.webhook, name="webhook"),
    path("firms/<str:ubn>/webhooks/<uuid:webhook_id>/rotate/", webhooks.rotate, name="rotate_secret"),
    path("firms/<str:ubn>/webhooks/<uuid:webhook_id>/remove/", webhooks.remove, name="remove_webhook"),
    path("firms/<str:ubn>/webhooks/<uuid:webhook_id>/enable/", webhooks.enable, name="enable_webhook"),
    path("firms/<str:ubn>/webhooks/<uuid:webhook_id>/try/", webhooks.attempt, name="try_webhook"),
    path(
        "firms/<str:ubn>/webhooks/<uuid:webhook_id>/messages/<uuid:message_id>/again/",
        webhooks.again,
        name="send_again",
    ),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("code/", firms.code, name="code"),
]
