"""The marketplace room as a Django app."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "xuzhi.marketplace"
    label = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"
