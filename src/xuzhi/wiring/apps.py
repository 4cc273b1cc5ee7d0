"""Connects the rooms once Django is up: who reacts to which event."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "xuzhi.wiring"
    label = "wiring"

    def ready(self) -> None:
        from xuzhi.wiring import reactions

        reactions.connect()
