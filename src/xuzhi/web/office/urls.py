"""Addresses of the office's face, below /office/."""

from django.urls import include, path

from xuzhi.web.office import (
    act,
    assign,
    case,
    confirm,
    corrections,
    dialogue,
    evidence,
    export,
    figures,
    look_ups,
    overview,
    queue,
    recheck,
    register_import,
    registers,
    related,
    workload,
)

app_name = "office"

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("overview/", overview.overview, name="overview"),
    path("views/", queue.keep, name="keep_view"),
    path("cases.file", export.cases, name="export_cases"),
    path("exports/", export.taken_out, name="exports"),
    path("workload/", workload.workload, name="workload"),
    path("workload/share/", workload.share_out, name="share_out"),
    path("workload.file", workload.export, name="export_workload"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures/<slug:table>.file", figures.export, name="export_figures"),
    path("look-ups/", look_ups.look_ups, name="look_ups"),
    path("look-ups/<uuid:look_up_id>/", look_ups.answers, name="look_up_answers"),
    path("look-ups/<uuid:look_up_id>.file", look_ups.export, name="export_look_up"),
    path("rules/", include("xuzhi.web.office.rules.urls")),
    path("", include("xuzhi.web.office.panels.urls")),
    path("registers/", registers.registers, name="registers"),
    path("registers/import/", register_import.register_import, name="register_import"),
    path("registers/snapshots/<uuid:snapshot_id>/", registers.snapshot, name="snapshot"),
    path("registers/<slug:register>/<slug:list_name>/", registers.snapshots, name="snapshots"),
    path(CASE, case.findings, name="case"),
    path(CASE + "answers/", case.answers, name="answers"),
    path(CASE + "documents/", case.documents, name="documents"),
    path(CASE + "letters/", case.letters, name="letters"),
    path(CASE + "history/", case.history, name="history"),
    path(CASE + "looks/", case.looks, name="looks"),
    path(CASE + "related/", related.related, name="related"),
    path(CASE + "about/<slug:kind>/", related.open_about, name="open_about"),
    path(CASE + "evidence/<str:check>/", case.findings, name="evidence"),
    path(CASE + "files/<uuid:attachment>/", evidence.file, name="file"),
    path(CASE + "files/<uuid:attachment>/pages/<int:page>.png", evidence.page, name="page"),
    path(
        CASE + "files/<uuid:attachment>/pages/<int:page>/<int:left>-<int:top>-<int:right>-<int:bottom>.png",
        evidence.place,
        name="place",
    ),
    path(CASE + "findings/<str:check>/confirm/", confirm.confirm, name="confirm"),
    path(CASE + "steps/<slug:step>/", act.act, name="act"),
    path(CASE + "corrections/", corrections.corrections, name="corrections"),
    path(CASE + "corrections/settle/", corrections.settle, name="settle"),
    path(CASE + "assign/", assign.assign, name="assign"),
    path(CASE + "recheck/", recheck.recheck, name="recheck"),
    path(CASE + "questions/<uuid:question_id>/", dialogue.answer, name="answer_question"),
    path(CASE + "letters/<uuid:notice_id>.pdf", evidence.letter, name="letter"),
]
