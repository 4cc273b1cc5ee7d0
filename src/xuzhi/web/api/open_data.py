"""The catalogue as open data: CSV, JSON, and what it is in DCAT. Streamed, and asked about every time it is used."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router

from xuzhi.casework.queries.editions import edition, programmes
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace.queries.open_data import (
    CatalogueState,
    OpenRow,
    catalogue_state,
    licence_of,
    open_rows,
    programmes_listed,
)
from xuzhi.web.api.catalogue import page_of
from xuzhi.web.api.problems import plain

router = Router(tags=["open data"])

COLUMNS = (
    "slug", "name", "summary", "supplier_ubn", "supplier_name", "county", "is_ai", "price_twd", "listed_on",
    "valid_until", "version", "url",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTINUOUS = "http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT"


def _binary(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {200: {"description": description, "content": {media_type: {"schema": schema}}}}}


@router.get(
    "/open-data/catalogue.csv",
    operation_id="catalogue_csv",
    openapi_extra=_binary("UTF-8 with a byte order mark, a header row of names", "text/csv", {"type": "string"}),
)
def catalogue_csv(request: HttpRequest) -> HttpResponseBase:
    """All that is listed now as a table."""
    return _streamed(request, "csv", "text/csv; charset=utf-8", lambda state: _csv(open_rows()))


@router.get(
    "/open-data/catalogue.json",
    operation_id="catalogue_json",
    openapi_extra=_binary(
        "All rows with their public facts",
        "application/json",
        {"type": "object", "required": ["count", "items"], "properties": {"items": {"type": "array"}}},
    ),
)
def catalogue_json(request: HttpRequest) -> HttpResponseBase:
    """All that is listed now, with every public fact."""
    return _streamed(request, "json", "application/json", lambda state: _json(state, open_rows()))


@router.get(
    "/open-data/catalogue.jsonld",
    operation_id="catalogue_dcat",
    openapi_extra=_binary("DCAT 3 in JSON-LD", "application/ld+json", {"type": "object"}),
)
def catalogue_dcat(request: HttpRequest) -> HttpResponse:
    """What the data set is: title, publisher, licence, how often it changes, its columns and files."""
    today = timezone.localdate()
    found = programmes_listed() or tuple(each.id for each in programmes())[:1]
    sets = [_dataset(edition(each, today, spoken=True), licence_of(each, today), catalogue_state()) for each in found]
    body = {"@context": _CONTEXT, "@id": _at("catalogue.jsonld"), "@type": "dcat:Catalog", "dcat:dataset": sets}
    return HttpResponse(json.dumps(body, ensure_ascii=False, indent=2), content_type="application/ld+json")


_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "schema": "https://schema.org/",
    "csvw": "http://www.w3.org/ns/csvw#",
}


def _dataset(rules: Any, licence: str, state: CatalogueState) -> dict[str, Any]:
    """One programme's catalogue with what Taiwan's open-data platform asks of a data set."""
    contact = rules.contact
    said = {
        "@id": f"{_at('catalogue.jsonld')}#{rules.programme_id}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{rules.programme_id}-catalogue",
        "dct:title": say("web/api.dataset_title", programme=rules.programme.short_title or rules.title),
        "dct:description": say("web/api.dataset_description"),
        "dct:language": "zh-TW" if current_language() == "zh-Hant" else "en",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": rules.programme.agency},
        "dct:license": licence or None,
        "dct:rights": None if licence else say("web/api.licence_missing"),
        "dct:accrualPeriodicity": {"@id": CONTINUOUS},
        "dct:modified": plain(state.changed_at),
        "dct:spatial": {"@id": "https://www.geonames.org/1668284/"},
        "dcat:keyword": say("web/api.dataset_keywords").split(","),
        "dcat:landingPage": f"{settings.SITE_URL.rstrip('/')}/catalogue/",
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": getattr(contact, "name", "") or rules.programme.executing_unit,
            "vcard:hasEmail": getattr(contact, "email", "") or None,
            "vcard:hasTelephone": getattr(contact, "phone", "") or None,
        },
        "schema:isAccessibleForFree": True,
        "dcat:distribution": [
            _distribution("catalogue.csv", "text/csv", columns=True),
            _distribution("catalogue.json", "application/json", columns=False),
        ],
    }
    return {name: value for name, value in said.items() if value is not None}


def _distribution(file: str, media_type: str, *, columns: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dcat:accessURL": _at(file),
        "dcat:downloadURL": _at(file),
        "dcat:mediaType": media_type,
        "schema:encoding": "UTF-8",
    }
    if columns:
        listed = [{"csvw:name": each, "csvw:title": say(f"web/api.column_{each}")} for each in COLUMNS]
        said["csvw:tableSchema"] = {"csvw:column": listed}
    return said


def _streamed(
    request: HttpRequest, form: str, content_type: str, rows: Callable[[CatalogueState], Iterator[str]]
) -> HttpResponseBase:
    """The file, unless the reader's copy is still right. An ETag names the state of the catalogue."""
    state = catalogue_state()
    etag = f'W/"{form}-{state.count}-{state.digest}"'
    if etag in request.headers.get("If-None-Match", "").split(", "):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = StreamingHttpResponse(rows(state), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="catalogue.{form}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    licences = {licence_of(each, timezone.localdate()) for each in programmes_listed()}
    if len(licences) == 1 and (licence := licences.pop()).startswith("https://"):
        response["Link"] = f'<{licence}>; rel="license"'
    return response


class _Line:
    """What csv writes to, line by line."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[OpenRow]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([_cell(_value(row, name)) for name in COLUMNS])


def _cell(value: Any) -> str:
    """Nothing that a spreadsheet would run."""
    text = {None: "", True: "true", False: "false"}.get(value) if value is None or isinstance(value, bool) else None
    text = str(plain(value)) if text is None else text
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, int) else text


def _json(state: CatalogueState, rows: Iterable[OpenRow]) -> Iterator[str]:
    yield f'{{"count":{state.count},"changed_at":{json.dumps(plain(state.changed_at))},"items":['
    for place, row in enumerate(rows):
        told = {name: plain(_value(row, name)) for name in COLUMNS}
        told |= {"programme": row.programme, "facts": plain(row.facts)}
        yield ("," if place else "") + json.dumps(told, ensure_ascii=False)
    yield "]}"


def _value(row: OpenRow, name: str) -> Any:
    return page_of(row.slug) if name == "url" else getattr(row, name)


def _at(file: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/api/v1/open-data/{file}"
