"""What a file is, or why it is not taken."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from xuzhi.documents.inspection.archives import inspect_archive
from xuzhi.documents.inspection.kinds import KINDS, MEDIA_TYPES, SUFFIXES, Look, look_at
from xuzhi.documents.inspection.office import kind_of_archive
from xuzhi.documents.inspection.plain import inspect_csv, inspect_json, inspect_text, inspect_xml
from xuzhi.documents.refusals import FileRefused
from xuzhi.kernel.texts import say


@dataclass(frozen=True)
class Inspected:
    """`pages` is None for kinds that have no pages to draw."""

    kind: str
    media_type: str
    pages: int | None = None


def inspect_file(path: Path, name: str, kinds: Collection[str] | None = None) -> Inspected:
    """Look into the file at `path`, which its sender calls `name`.

    `kinds` are those the document may be, None for all of KINDS. Raises FileRefused when the file is empty, of
    another kind than its name or than asked for, encrypted, damaged, a bomb, or able to run.
    """
    if path.stat().st_size == 0:
        raise FileRefused(code="documents.file_empty", name=name)
    look = look_at(path)
    _refuse_what_runs_or_is_sealed(look, name)
    named = SUFFIXES.get(Path(name).suffix.lower())
    accepted = tuple(kinds) if kinds is not None else KINDS
    if named is None or (named not in accepted and not _may_be(look, accepted)):
        raise FileRefused(code="documents.kind_not_taken", name=name, accepted=_kinds_for_people(accepted))
    found = _inspect_as(look, path, name, named)
    if found.kind != named:
        raise _differs(name, named, _kind_for_people(found.kind))
    if found.kind not in accepted:
        raise FileRefused(code="documents.kind_not_taken", name=name, accepted=_kinds_for_people(accepted))
    return found


def _inspect_as(look: Look, path: Path, name: str, named: str) -> Inspected:
    """The libraries of a kind are imported when there is such a file: a confined process looks at one, and ends."""
    match look.container:
        case "pdf":
            from xuzhi.documents.inspection.pdfs import pages_of_pdf

            _refuse_other_name("pdf", named, name)
            return Inspected("pdf", look.media_type, pages_of_pdf(path, name))
        case "image":
            from xuzhi.documents.inspection.images import pages_of_image

            _refuse_other_name("image", named, name)
            return Inspected("image", look.media_type, pages_of_image(path, name))
        case "archive":
            with path.open("rb") as source:
                inspect_archive(source, name)
                kind = kind_of_archive(source, name)
            return Inspected(kind, MEDIA_TYPES[kind])
        case "text" if named == "json":
            inspect_json(path, name)
            return Inspected("json", MEDIA_TYPES["json"])
        case "text" if named == "csv":
            inspect_csv(path, name)
            return Inspected("csv", MEDIA_TYPES["csv"])
        case "text" if named == "txt":
            inspect_text(path, name)
            return Inspected("txt", MEDIA_TYPES["txt"])
        case "markup" if named == "xml":
            inspect_xml(path, name)
            return Inspected("xml", MEDIA_TYPES["xml"])
        case _:
            raise _differs(name, named, look.found or say("documents.kind_unknown"))


def _refuse_other_name(found: str, named: str, name: str) -> None:
    """A file of another kind than its name is refused before it is read any further."""
    if found != named:
        raise _differs(name, named, _kind_for_people(found))


def _may_be(look: Look, accepted: tuple[str, ...]) -> bool:
    """Whether the content would be welcome under its right name: then the name is what to say, not the kind."""
    return look.container in accepted


def _refuse_what_runs_or_is_sealed(look: Look, name: str) -> None:
    if look.container == "ole":
        raise FileRefused(code="documents.office_old_or_encrypted", name=name)
    if look.found == "SVG":
        raise FileRefused(code="documents.svg_refused", name=name)
    if look.found == "HTML":
        raise FileRefused(code="documents.html_refused", name=name)


def _differs(name: str, named: str, found: str) -> FileRefused:
    return FileRefused(code="documents.kind_differs", name=name, named=_kind_for_people(named), found=found)


def _kind_for_people(kind: str) -> str:
    return say(f"documents.kind_{kind}")


def _kinds_for_people(kinds: tuple[str, ...]) -> str:
    return say("documents.list_separator").join(_kind_for_people(kind) for kind in kinds)
