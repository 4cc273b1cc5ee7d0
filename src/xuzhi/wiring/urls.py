"""Every address of the site."""

from django.urls import include, path

from xuzhi.wiring.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("xuzhi.web.api.urls")),
    path("account/", include("xuzhi.web.account.urls")),
    path("account/", include("allauth.urls")),
    path("apply/", include("xuzhi.web.applicant.urls")),
    path("buy/", include("xuzhi.web.buyer.urls")),
    path("office/", include("xuzhi.web.office.urls")),
    path("review/", include("xuzhi.web.reviewer.urls")),
    path("", include("xuzhi.web.public.urls")),
]

handler400 = "xuzhi.web.public.errors.bad_request"
handler403 = "xuzhi.web.public.errors.forbidden"
handler404 = "xuzhi.web.public.errors.not_found"
handler500 = "xuzhi.web.public.errors.server_error"
