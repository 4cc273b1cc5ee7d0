"""What is said of a file's fonts and of its text beside another file's, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuzhi.casework.queries.file_findings import FileFindings, FontShare, TextPair
from xuzhi.documents.inspection.fonts import Differing
from xuzhi.documents.inspection.telling import where_says, why_says
from xuzhi.kernel.texts import say


@dataclass(frozen=True)
class Place:
    where: str
    text: str
    part: str = ""


@dataclass(frozen=True)
class Told:
    """A sentence with its sign, the places that show it, and how many more there are."""

    kind: str
    says: str
    places: tuple[Place, ...] = ()
    more: int = 0


def told_of(found: FileFindings | None) -> tuple[Told, ...]:
    """What differs, and what conforms; never ✕, as the officer decides."""
    if found is None:
        return ()
    told = [*(_share(each) for each in found.shares), *(_fonts(each) for each in found.fonts)]
    if found.exempt:
        told.append(Told("neutral", say("web.fonts_exempt", count=found.exempt)))
    for pair in found.pairs:
        told += _texts(pair)
    return tuple(told)


def _share(share: FontShare) -> Told:
    script = say(f"web.script_{share.script}")
    kind = "met" if share.percent in ("100", "100.0", "100.00") else "undetermined"
    return Told(kind, say("web.fonts_share", script=script, percent=share.percent, count=share.signs))


def _fonts(each: Differing) -> Told:
    script = say(f"web.script_{each.script}")
    says = say("web.fonts_differ", script=script, count=each.characters, found=each.found, expected=each.expected)
    return Told("undetermined", says, _places(each.places), each.more)


def _texts(pair: TextPair) -> Iterable[Told]:
    if pair.compared is None:
        yield Told("unconfirmed", say("web.texts_waiting", first=pair.first, second=pair.second))
        return
    if pair.compared.share is None:
        why = why_says(pair.compared.why)
        yield Told("undetermined", say("web.texts_unread", first=pair.first, second=pair.second, why=why))
        return
    same = pair.compared.share == 10_000
    says = say(
        "web.texts_same" if same else "web.texts_share", first=pair.first, second=pair.second, share=pair.percent
    )
    yield Told("met" if same else "undetermined", says)
    for name, lacking, more in (
        (pair.first, pair.compared.only_first, pair.compared.more_first),
        (pair.second, pair.compared.only_second, pair.compared.more_second),
    ):
        if lacking:
            yield Told(
                "undetermined", say("web.texts_only", name=name, count=len(lacking) + more), _places(lacking), more
            )


def _places(found: Iterable[Mapping[str, str]]) -> tuple[Place, ...]:
    return tuple(Place(where_says(each["where"]), each["text"], each.get("part", "")) for each in found)
