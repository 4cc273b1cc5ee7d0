"""Addresses of the office's face, below /office/."""

from django.urls import path

from xuzhi.web.office import act, assign, case, confirm, dialogue, evidence, queue, recheck, register_import, registers

app_name = "office"

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("registers/", registers.registers, name="registers"),
    path("registers/import/", register_import.register_import, name="register_import"),
    path("registers/snapshots/<uuid:snapshot_id>/", registers.snapshot, name="snapshot"),
    path("registers/<slug:register>/<slug:list_name>/", registers.snapshots, name="snapshots"),
    path(CASE, case.findings, name="case"),
    path(CASE + "answers/", case.answers, name="answers"),
    path(CASE + "documents/", case.documents, name="documents"),
    path(CASE + "letters/", case.letters, name="letters"),
    path(CASE + "history/", case.history, name="history"),
    path(CASE + "evidence/<str:check>/", case.findings, name="evidence"),
    path(CASE + "files/<uuid:attachment>/", evidence.file, name="file"),
    path(CASE + "files/<uuid:attachment>/pages/<int:page>.png", evidence.page, name="page"),
    path(CASE + "findings/<str:check>/confirm/", confirm.confirm, name="confirm"),
    path(CASE + "steps/<slug:step>/", act.act, name="act"),
    path(CASE + "assign/", assign.assign, name="assign"),
    path(CASE + "recheck/", recheck.recheck, name="recheck"),
    path(CASE + "questions/<uuid:question_id>/", dialogue.answer, name="answer_question"),
    path(CASE + "letters/<uuid:notice_id>.pdf", evidence.letter, name="letter"),
]
