"""Addresses of the office's face, below /office/."""

from django.urls import path

from xuzhi.web.office import act, assign, case, confirm, dialogue, evidence, queue, recheck

app_name = "office"

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
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
