"""The grants room as a Django app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "xuzhi.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"
