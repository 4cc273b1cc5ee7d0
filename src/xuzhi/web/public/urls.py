"""Addresses that anyone may read."""

from django.urls import path

from xuzhi.web.public import (
    bottleneck,
    catalogue,
    compare,
    crawling,
    eligibility,
    figures,
    forms,
    home,
    language,
    pages,
    programme,
    solution,
    supplier,
    tray,
)

app_name = "public"

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", language.choose_language, name="language"),
    path("programmes/", programme.programmes_page, name="rules"),
    path("programmes/<slug:programme_id>/", programme.programme_page, name="programme"),
    path("programmes/<slug:programme_id>/<slug:kind>/form.pdf", forms.blank_form, name="blank_form"),
    path("programmes/<slug:programme_id>/<slug:kind>/form.odt", forms.text_form, name="text_form"),
    path("programmes/<slug:programme_id>/<slug:kind>/<slug:section>/form.odt", forms.text_form, name="attachment_form"),
    path("programmes/<slug:programme_id>/<slug:kind>/questions.csv", forms.questions_table, name="questions_table"),
    path("programmes/<slug:programme_id>/figures/", figures.figures_page, name="figures"),
    path("programmes/<slug:programme_id>/figures/file", figures.figures_file, name="figures_file"),
    path("eligibility/", eligibility.start, name="eligibility_start"),
    path("eligibility/<slug:programme_id>/", eligibility.answer, name="eligibility"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/share.png", catalogue.catalogue_image, name="catalogue_image"),
    path("bottleneck/", bottleneck.bottleneck, name="bottleneck"),
    path("catalogue/<slug:slug>/", solution.solution, name="solution"),
    path("catalogue/<slug:slug>/share.png", solution.share_image, name="share_image"),
    path("catalogue/<slug:slug>/pictures/<slug:sha256>.png", solution.picture, name="picture"),
    path("catalogue/<slug:slug>/samples/<slug:sha256>", solution.sample, name="sample"),
    path("suppliers/<slug:ubn>/", supplier.supplier, name="supplier"),
    path("suppliers/<slug:ubn>/share.png", supplier.supplier_image, name="supplier_image"),
    path("compare/", compare.compare, name="compare"),
    path("compare/collect/", tray.collect, name="collect"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", crawling.sitemap_part, name="sitemap_part"),
    path("contact/", pages.contact, name="contact"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
