"""Addresses of the API, and of the page that says how to begin with it."""

from django.urls import path

from xuzhi.web.api.api import api
from xuzhi.web.api.page import page

urlpatterns = [
    path("", page, name="api_page"),
    path("v1/", api.urls),
]
