"""Addresses of the applicant's face, below /apply/."""

from django.urls import path

from xuzhi.web.applicant import (
    about,
    answers,
    ask,
    asked,
    calendar,
    case,
    check,
    codes,
    documents,
    home,
    inbox,
    listings,
    lists,
    looks,
    meeting,
    money,
    plan_files,
    receipt,
    section,
    start,
    steps,
    submit,
    uploads,
)
from xuzhi.web.deals import case as deal_case
from xuzhi.web.deals import listing as deals
from xuzhi.web.deals import subscription as deal
from xuzhi.web.usage import deal as usage
from xuzhi.web.usage import supplier as supplier_usage

app_name = "applicant"

CASE = "cases/<uuid:case_id>/"
LIST = CASE + "sections/<slug:section>/lists/<str:question>/"
ORDER = "subscribers/<uuid:order>/"
ASKED = "asked/<uuid:case_id>/"
DEAL = "deals/<uuid:case_id>/"
SELLER = {"side": "seller"}

urlpatterns = [
    path("", home.home, name="home"),
    path("start/<slug:programme>/<slug:kind>/", start.start, name="start"),
    path("listings/", listings.listings, name="listings"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:notice_id>/", inbox.notice, name="notice"),
    path("inbox/<uuid:notice_id>/letter.pdf", inbox.letter, name="letter"),
    path("inbox/<uuid:notice_id>/sitting.ics", inbox.calendar, name="notice_calendar"),
    path("subscribers/", deals.subscriptions, SELLER, name="subscriptions"),
    path(ORDER, deal.subscription, SELLER, name="subscription"),
    path(ORDER + "contract.pdf", deal.contract, SELLER, name="contract"),
    path(ORDER + "payment/", deal.payment, SELLER, name="payment"),
    path(ORDER + "usage/", usage.usage, SELLER, name="usage"),
    path(ORDER + "usage.file", usage.usage_file, SELLER, name="usage_file"),
    path(ORDER + "rating/", usage.rating, SELLER, name="rating"),
    path("usage/", supplier_usage.send, name="send_usage"),
    path("usage/template.file", supplier_usage.template, name="usage_template"),
    path("listings/<uuid:listing_id>/usage/", supplier_usage.listing_usage, name="listing_usage"),
    path("ratings/", supplier_usage.ratings, name="ratings"),
    path(DEAL, deal_case.deal_case, SELLER, name="deal_case"),
    path(DEAL + "steps/<slug:step>/", deal_case.deal_step, SELLER, name="deal_step"),
    path(DEAL + "files/<uuid:attachment>/", deal_case.deal_file, SELLER, name="deal_file"),
    path(ASKED, asked.asked, name="asked"),
    path(ASKED + "steps/<slug:step>/", asked.asked_step, name="asked_step"),
    path(ASKED + "files/<uuid:attachment>/", asked.asked_file, name="asked_file"),
    path(CASE, case.case, name="case"),
    path(CASE + "deadline/<uuid:clock_id>.ics", calendar.deadline, name="deadline"),
    path(CASE + "sections/<slug:section>/", section.section, name="section"),
    path(CASE + "sections/<slug:section>/autosave/", section.autosave, name="autosave"),
    path(LIST + "import/", lists.bring, name="list_import"),
    path(LIST + "template.file", lists.template, name="list_template"),
    path(LIST + "rows/<str:place>/", lists.row, name="list_row"),
    path(CASE + "documents/<str:document>/", documents.document, name="document"),
    path(CASE + "documents/<str:document>/upload/", uploads.begin, name="upload"),
    path(CASE + "documents/<str:document>/upload/<uuid:upload_id>/", uploads.piece, name="upload_piece"),
    path(CASE + "files/<uuid:attachment>/", documents.file, name="file"),
    path(CASE + "files/<uuid:attachment>/picture/", documents.picture, name="picture"),
    path(CASE + "check/", check.check, name="check"),
    path(CASE + "answers/", answers.answers, name="answers"),
    path(CASE + "submit/", submit.submit, name="submit"),
    path(CASE + "receipt/", receipt.receipt, name="receipt"),
    path(CASE + "receipt.json", receipt.receipt_file, name="receipt_file"),
    path(CASE + "plan/", plan_files.write, name="write_plan"),
    path(CASE + "papers/<str:document>.pdf", plan_files.paper, name="paper"),
    path(CASE + "steps/<slug:step>/", steps.step, name="step"),
    path(CASE + "about/<slug:kind>/", about.begin, name="about"),
    path(CASE + "code/", codes.send_again, name="send_code"),
    path(CASE + "meeting/", meeting.room, name="room"),
    path(CASE + "meeting/leave/", meeting.leave, name="leave"),
    path(CASE + "meeting/leave/withdraw/", meeting.withdraw, name="withdraw_leave"),
    path(CASE + "meeting/leave.pdf", meeting.leave_paper, name="leave_paper"),
    path(CASE + "ask/", ask.ask, name="ask"),
    path(CASE + "looks/", looks.looks, name="looks"),
    path(CASE + "money/", money.money, name="money"),
    path(CASE + "package.pdf", money.package, name="package"),
]
