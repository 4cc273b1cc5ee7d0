"""The money of contracts as a Django app."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "xuzhi.grants.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"
