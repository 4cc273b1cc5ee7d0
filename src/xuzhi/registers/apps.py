"""The registers room as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "xuzhi.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
