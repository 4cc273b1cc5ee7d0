"""Addresses of the buyer's face, below /buy/."""

from django.urls import path

from xuzhi.web.buyer import home

app_name = "buyer"

urlpatterns = [
    path("", home.home, name="home"),
]
