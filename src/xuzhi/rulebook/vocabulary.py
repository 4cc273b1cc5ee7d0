"""The words that the files may use where only certain ones mean something."""

QUESTION_TYPES = (
    "text", "long_text", "money", "number", "date", "instant", "yes_no", "choice", "choices", "business_number",
    "email", "url", "file", "records", "country",
)  # fmt: skip
DOCUMENT_KINDS = ("pdf", "image", "docx", "odt", "xlsx", "ods", "pptx", "csv", "json", "zip", "txt")
REGISTERS = ("company", "debarred", "prc_funded", "violations")
TURNS = ("applicant", "office", "clock", "reviewer", "none")
ACTORS = ("applicant", "officer", "reviewer", "organiser", "buyer", "clock", "system")
NEEDS = ("defects", "reason", "grounds", "ruling")
CHANNELS = ("inbox", "email", "letter")
