"""Listings made the way they come about: decisions in the ledger, projected by the catalogue alone."""

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def only_the_catalogue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test has a database, nothing but the catalogue follows the events."""
    if not {"db", "office"} & set(request.fixturenames):
        yield
        return
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.projectors import CATALOGUE

    with connected_only(projectors=[CATALOGUE]):
        yield


@pytest.fixture
def office(db: None) -> Any:
    return importlib.import_module(".deciding", __package__).Office()


@pytest.fixture
def count_queries(django_assert_num_queries: Callable[..., Any]) -> Callable[..., Any]:
    return django_assert_num_queries
