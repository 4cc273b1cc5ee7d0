"""The jobs room as a Django app; Procrastinate finds its tasks by the module's name."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "xuzhi.jobs"
    label = "jobs"
