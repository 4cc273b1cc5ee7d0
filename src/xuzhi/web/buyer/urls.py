"""Addresses of the buyer's face, below /buy/."""

from django.urls import path

from xuzhi.web.buyer import home
from xuzhi.web.deals import beginning, case, listing, ordering, subscription
from xuzhi.web.usage import deal as usage

app_name = "buyer"

ORDER = "subscriptions/<uuid:order>/"
CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("order/<slug:slug>/", ordering.order, name="order"),
    path("subscriptions/", listing.subscriptions, name="subscriptions"),
    path(ORDER, subscription.subscription, name="subscription"),
    path(ORDER + "contract.pdf", subscription.contract, name="contract"),
    path(ORDER + "payment/", subscription.payment, name="payment"),
    path(ORDER + "usage/", usage.usage, name="usage"),
    path(ORDER + "usage.file", usage.usage_file, name="usage_file"),
    path(ORDER + "rating/", usage.rating, name="rating"),
    path(ORDER + "begin/<slug:kind>/", beginning.begin, name="begin"),
    path(ORDER + "end/", beginning.end, name="end"),
    path(ORDER + "renew/", beginning.renew, name="renew"),
    path(CASE, case.deal_case, name="deal_case"),
    path(CASE + "complain/", beginning.complain_about, name="complain"),
    path(CASE + "steps/<slug:step>/", case.deal_step, name="deal_step"),
    path(CASE + "files/<uuid:attachment>/", case.deal_file, name="deal_file"),
]
