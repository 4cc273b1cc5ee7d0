"""The words that the files may use where only certain ones mean something."""

QUESTION_TYPES = (
    "text", "long_text", "money", "number", "date", "instant", "yes_no", "choice", "choices", "business_number",
    "email", "url", "file", "records", "country",
)  # fmt: skip
DOCUMENT_KINDS = ("pdf", "image", "docx", "odt", "xlsx", "ods", "pptx", "csv", "json", "xml", "zip", "txt")
REGISTERS = ("company", "debarred", "prc_funded", "violations", "ip_country")
TURNS = ("applicant", "respondent", "office", "clock", "reviewer", "none")
ACTORS = ("applicant", "respondent", "officer", "reviewer", "organiser", "buyer", "clock", "system")
NEEDS = ("defects", "reason", "grounds", "ruling", "confirmation")
CHANNELS = ("inbox", "email", "letter")
READINGS = (
    "business_number", "name", "date", "amount", "period_start", "period_end", "scan_date", "open_high",
)  # fmt: skip
"""What a document's `reads` may take out of its files, to hold it against an answer."""

INSPECTION_FACTS = {
    "state": "choice",
    "pages": "number",
    "warnings": "number",
    "differences": "number",
    "rows": "number",
    "fields": "choices",
    "formats": "choices",
    "encodings": "choices",
    "unread": "number",
    "tables": "records",
    "scans": "records",
    "scanned_on": "date",
    "critical": "number",
    "high": "number",
    "medium": "number",
    "low": "number",
    "info": "number",
    "business_numbers": "choices",
    "conforming_cjk": "number",
    "conforming_latin": "number",
    "same_share": "number",
    "signatures": "records",
}
"""What the inspection of a document's files answers, `<document>.<fact>`, with the type that its question has."""
OPENERS = ("firm", "buyer", "officer", "system")
EFFECTS = (
    "issue_code", "list", "delist", "suspend", "resume", "amend", "bar",
    "order", "subscribe", "unsubscribe", "uphold",
    "set_award", "set_plan", "package", "pay", "spend", "recover", "sign", "ask_panel",
)  # fmt: skip
PURPOSES = ("order", "plan_change", "export", "complaint")
"""What a kind is for on a market, so that the pages of buyers and suppliers find it whatever it is called."""
CHANGES = ("wording", "content", "version", "price")
SHOWN = ("checks", "subsidy", "budget", "timeline")
"""What is worked out of a page's answers and shown with them: the checks that look at them, the
largest subsidy that a budget carries, the budget as a table, work items on a timeline."""
