"""What everybody may read: the catalogue, the programmes, eligibility, open data; and what is gone is gone at once."""

from __future__ import annotations

import csv
import io
import json

import pytest

from .conftest import Program, Scene

ANYBODY = Program()


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_catalogue_and_one_listing_say_what_the_pages_say(scene: Scene) -> None:
    found = ANYBODY.get("catalogue").json()
    assert (found["total"], found["next"], [each["slug"] for each in found["items"]]) == (
        1, None, [scene.listing.slug],
    )  # fmt: skip
    (line,) = found["items"]
    assert line["name"] == scene.listing.name
    assert line["url"].endswith(f"/catalogue/{scene.listing.slug}/")
    one = ANYBODY.get(f"catalogue/{scene.listing.slug}").json()
    assert (one["id"], one["version"], one["supplier"]["ubn"]) == (str(scene.listing_id), 1, scene.seller.firm)
    assert one["facts"]["solution.name"] == scene.listing.name
    plan = next(each for each in one["plans"] if each["name"] == scene.buying.SMALL)
    assert plan["price_with_tax_twd"] == plan["price_twd"] and plan["billing"] == "monthly"
    facets = ANYBODY.get("catalogue/facets").json()
    assert facets["total"] == 1
    county = next(each for each in facets["facets"] if each["name"] == "county")["choices"][0]
    chosen = ANYBODY.get("catalogue", {"facet": f"county:{county['code']}"}).json()
    assert chosen["total"] == 1
    assert ANYBODY.get("catalogue", {"facet": "county:nowhere"}).status_code == 200


@pytest.mark.parametrize("query", ["'", "😀", "班" * 10_000, "\x00", "%", "台"])
def test_a_search_of_anything_is_answered(scene: Scene, query: str) -> None:
    assert ANYBODY.get("catalogue", {"q": query}).status_code == 200


def test_what_is_suspended_or_removed_is_gone_everywhere_at_once_and_comes_back(scene: Scene) -> None:
    slug = scene.listing.slug
    places = [f"catalogue/{slug}", "catalogue", "open-data/catalogue.csv", "open-data/catalogue.json"]
    before = {place: ANYBODY.get(place) for place in places}
    for response in before.values():
        assert slug in body(response).decode() and "no-cache" in response["Cache-Control"]
    kept = {place: response["ETag"] for place, response in before.items()}
    for place, etag in kept.items():
        assert ANYBODY.get(place, **{"If-None-Match": etag}).status_code == 304
    scene.step("suspend")
    for place, etag in kept.items():
        response = ANYBODY.get(place, **{"If-None-Match": etag})
        assert response.status_code != 304 and slug not in body(response).decode()
    gone = ANYBODY.get(f"catalogue/{slug}")
    assert (gone.status_code, gone.json()["code"]) == (404, "web/api.suspended")
    scene.step("resume")
    assert ANYBODY.get("catalogue").json()["total"] == 1
    scene.step("remove")
    gone = ANYBODY.get(f"catalogue/{slug}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert ANYBODY.get("catalogue").json()["items"] == []


def test_the_catalogue_as_table_and_as_json(scene: Scene) -> None:
    response = ANYBODY.get("open-data/catalogue.csv")
    text = body(response).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["slug"], row["supplier_ubn"], row["version"]) == (scene.listing.slug, scene.seller.firm, "1")
    whole = json.loads(body(ANYBODY.get("open-data/catalogue.json")))
    assert whole["count"] == 1
    assert whole["items"][0]["facts"]["solution.name"] == scene.listing.name


@pytest.mark.django_db
def test_nothing_listed_is_an_empty_table_and_an_empty_list() -> None:
    assert len(body(ANYBODY.get("open-data/catalogue.csv")).decode().splitlines()) == 1
    assert json.loads(body(ANYBODY.get("open-data/catalogue.json"))) == {"count": 0, "changed_at": None, "items": []}


def test_the_data_set_says_that_its_licence_is_missing_until_the_office_sets_it(scene: Scene) -> None:
    (dataset,) = ANYBODY.get("open-data/catalogue.jsonld").json()["dcat:dataset"]
    assert "dct:license" not in dataset and "執行單位還沒有設定" in dataset["dct:rights"]
    assert [each["dcat:mediaType"] for each in dataset["dcat:distribution"]] == ["text/csv", "application/json"]
    names = [each["csvw:name"] for each in dataset["dcat:distribution"][0]["csvw:tableSchema"]["csvw:column"]]
    assert names == body(ANYBODY.get("open-data/catalogue.csv")).decode("utf-8-sig").splitlines()[0].split(",")
    licence = "https://data.gov.tw/license"
    scene.day.set_limit(scene.market, "open_data_licence", licence)
    (dataset,) = ANYBODY.get("open-data/catalogue.jsonld").json()["dcat:dataset"]
    assert dataset["dct:license"] == licence and "dct:rights" not in dataset
    assert ANYBODY.get("open-data/catalogue.csv")["Link"] == f'<{licence}>; rel="license"'


def test_programmes_rounds_and_eligibility(scene: Scene) -> None:
    listed = ANYBODY.get("programmes").json()["items"]
    name = scene.market.programme
    assert name in [each["id"] for each in listed]
    rules = ANYBODY.get(f"programmes/{name}").json()
    clause = next(each for each in rules["clauses"] if each["id"] == "L9.2")
    assert clause["says"]
    unset = next(each for each in rules["parameters"] if each["name"] == "open_data_licence")
    assert (unset["value"], unset["set_by_office"]) == (None, True)
    assert [each["name"] for each in ANYBODY.get(f"programmes/{name}/rounds").json()["items"]] == ["b"]
    found = ANYBODY.get(f"programmes/{name}/eligibility", {"ubn": scene.seller.firm}).json()
    assert (found["ubn"], found["found"]) == (scene.seller.firm, True)
    assert all(each["outcome"] in ("met", "not_met", "undetermined") for each in found["findings"])
    wrong = ANYBODY.get(f"programmes/{name}/eligibility", {"ubn": "12345678"})
    assert (wrong.status_code, wrong.json()["title"]) == (422, "內容有誤")
    assert ANYBODY.get("programmes/none").status_code == 404
    assert ANYBODY.get(f"programmes/{name}/eligibility", {"ubn": scene.seller.firm, "kind": "x"}).status_code == 404


@pytest.mark.django_db
def test_pages_follow_each_other_while_others_are_listed() -> None:
    import importlib

    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.projectors import CATALOGUE

    with connected_only(projectors=[CATALOGUE]):
        office = importlib.import_module("...marketplace.deciding", __package__).Office()
        for number in range(45):
            office.put_in(f"方案{number:02}")
        first = ANYBODY.get("catalogue", {"limit": 10, "sort": "newest"}).json()
        for number in range(45, 70):
            office.put_in(f"方案{number:02}")
        seen, following = [each["slug"] for each in first["items"]], first["next"]
        while following:
            page = ANYBODY.get("catalogue", {"limit": 10, "sort": "newest", "cursor": following}).json()
            seen += [each["slug"] for each in page["items"]]
            following = page["next"]
    assert (len(seen), len(set(seen))) == (45, 45)


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "你", "WyJhIiwxXQ==="])
@pytest.mark.django_db
def test_a_cursor_of_ones_own_making_is_refused(cursor: str) -> None:
    refused = ANYBODY.get("catalogue", {"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (422, "web/api.cursor_invalid")
