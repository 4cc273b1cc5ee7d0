"""The panels room as a Django app."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "xuzhi.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"
