"""The company register's open data (商工登記公示資料), JSON: basic data, business items, kinds of registration.

A file is a list. Each entry is one of
  - a record of the dataset of basic data, or of the one of business items (which repeats the basic data);
  - one number's answers side by side, as this house fetches them:
    {"No": "22099131", "basic": […], "business": […], "types": […]}, each list as the dataset gave it, empty where the
    register knew nothing;
  - one number's kinds: {"No": "22099131", "TYPE": [{"TYPE": "公司", "exist": "Y"}, …]}.
Records of one number are merged. Two that say different things about one field leave that field open.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from xuzhi.registers.readers.shape import (
    Problem,
    ReadRow,
    ShapeDiffers,
    day_of,
    fields_of,
    number_of,
    read_json,
    text_of,
)

BASIC_FIELDS = (
    "Business_Accounting_NO", "Company_Name", "Company_Status_Desc", "Paid_In_Capital_Amount", "Company_Location",
    "Company_Setup_Date", "Responsible_Name", "Sus_Beg_Date", "Sus_End_Date",
)  # fmt: skip
_DAYS = {
    "founded_on": "Company_Setup_Date",
    "suspended_from": "Sus_Beg_Date",
    "suspended_until": "Sus_End_Date",
    "revoked_on": "Revoke_App_Date",
}
_TEXTS = {
    "name": "Company_Name",
    "status_words": "Company_Status_Desc",
    "address": "Company_Location",
    "representative": "Responsible_Name",
    "organisation": "Register_Organization_Desc",
}
_MONEY = {"paid_in_capital": "Paid_In_Capital_Amount", "capital": "Capital_Stock_Amount"}


def read_company(content: bytes) -> tuple[ReadRow, ...]:
    """One row for each number in the file. Raises ShapeDiffers."""
    entries = read_json(content)
    if not isinstance(entries, list) or not entries:
        raise ShapeDiffers(code="registers.not_a_list", path="[…]")
    merged: dict[str, tuple[int, list[_Piece]]] = {}
    for number, entry in enumerate(entries, 1):
        for ubn, piece in _pieces(entry, number):
            merged.setdefault(ubn or f"#{number}", (number, []))[1].append(piece)
    return tuple(_row(key, number, pieces) for key, (number, pieces) in merged.items())


# A record as read, the raw one, and what could not be read.
_Piece = tuple[dict[str, Any], Any, Problem | None]


def _pieces(entry: Any, number: int) -> Iterator[tuple[str, _Piece]]:
    if isinstance(entry, dict) and "TYPE" in entry:
        kinds = _types([entry], number)
        yield _asked_number(entry, number), ({"known": any(kinds.values()) or None, "types": kinds}, entry, None)
        return
    if not (isinstance(entry, dict) and "basic" in entry):
        yield _basic(entry, number)
        return
    fields_of(entry, ("No", "basic", "business", "types"), number)
    ubn = _asked_number(entry, number)
    records = [*_list(entry["basic"], number), *_list(entry["business"], number)]
    kinds = _types(_list(entry["types"], number), number)
    # A business that is no company stands in the dataset of kinds alone.
    first = {"known": bool(records) or any(kinds.values()), "types": kinds or None}
    yield ubn, (first, {name: entry[name] for name in ("basic", "business", "types")}, None)
    for record in records:
        of, piece = _basic(record, number)
        if of != ubn:
            raise ShapeDiffers(code="registers.answer_for_another", number=number, asked=ubn, answered=of)
        yield ubn, (piece[0], None, piece[2])


def _asked_number(entry: dict[str, Any], number: int) -> str:
    ubn, problem = number_of(entry.get("No"))
    if problem or not ubn:
        raise ShapeDiffers(code="registers.answer_without_number", number=number)
    return ubn


def _list(answer: Any, number: int) -> list[Any]:
    if answer in (None, ""):
        return []
    if not isinstance(answer, list):
        raise ShapeDiffers(code="registers.not_a_record", number=number)
    return answer


def _basic(entry: Any, number: int) -> tuple[str, _Piece]:
    fields = fields_of(entry, BASIC_FIELDS, number)
    ubn, problem = number_of(fields["Business_Accounting_NO"])
    record: dict[str, Any] = {"known": True}
    for name, field in _TEXTS.items():
        record[name] = text_of(fields.get(field)) or None
    for name, field in _MONEY.items():
        record[name], wrong = _amount(fields.get(field), field)
        problem = problem or wrong
    for name, field in _DAYS.items():
        day, wrong = day_of(fields.get(field), field)
        record[name] = day.isoformat() if day else None
        if wrong and name.startswith("suspended"):
            record["suspension_unread"] = True
        problem = problem or wrong
    if "Cmp_Business" in fields:
        record["business_items"], unread = _items(fields["Cmp_Business"], number)
        problem = problem or unread
    if not ubn and not record["name"]:
        raise ShapeDiffers(code="registers.row_without_name", number=number)
    return ubn, (record, fields, problem)


def _items(items: Any, number: int) -> tuple[list[str], Problem | None]:
    codes = []
    for item in _list(items, number):
        codes.append(text_of(fields_of(item, ("Business_Item",), number)["Business_Item"]).upper())
    # Registrations of long ago have items in words only, without a code; those are left to an officer.
    return [code for code in codes if code], None if all(codes) else Problem("registers.item_without_code")


def _types(types: list[Any], number: int) -> dict[str, bool]:
    """Kinds by whether the number is registered as one; the list may stand flat, or under the number."""
    found: dict[str, bool] = {}
    for each in types:
        fields = fields_of(each, ("TYPE",), number)
        if isinstance(fields["TYPE"], list):
            found |= _types(fields["TYPE"], number)
        else:
            fields_of(fields, ("exist",), number)
            found[text_of(fields["TYPE"])] = text_of(fields["exist"]).upper() == "Y"
    return found


def _amount(value: Any, field: str) -> tuple[int | None, Problem | None]:
    text = text_of(value).replace(",", "").removesuffix(".0")
    if not text:
        return None, None
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        return None, Problem("registers.amount_unreadable", {"field": field, "text": text[:40]})
    return int(text), None


def _row(key: str, number: int, pieces: list[_Piece]) -> ReadRow:
    record: dict[str, Any] = {}
    problem: Problem | None = None
    for fields, _, wrong in pieces:
        problem = problem or wrong
        for name, value in fields.items():
            if record.get(name) is None:
                record[name] = value
            elif value is not None and value != record[name] and name != "known":
                problem = Problem("registers.records_disagree", {"field": name})
                record.setdefault("disagree", []).append(name)
    for name in record.pop("disagree", []):
        record[name] = None
        if name.startswith("suspended"):
            record["suspension_unread"] = True
    ubn = "" if key.startswith("#") else key
    return ReadRow(number, ubn, record.get("name") or "", record, _raw(pieces), problem)


def _raw(pieces: list[_Piece]) -> Mapping[str, Any]:
    raws = [raw for _, raw, _ in pieces if raw is not None]
    return raws[0] if len(raws) == 1 else {"records": raws}
