"""The same texts and questions in SQLite FTS5 (trigram) and tantivy (characters and pairs): they match and rank, and do
nothing about facets, kin or slips."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from xuzhi.kernel.terms import words_of

PAGE = 20


class Peer(Protocol):
    """Builds an index of (number, text) and finds by words that must all be there."""

    name: str

    def build(self, texts: Sequence[tuple[int, str]]) -> None: ...
    def page(self, words: Sequence[str]) -> list[int]: ...
    def every(self, words: Sequence[str]) -> set[int]: ...


class Fts5:
    """SQLite's full text search with its trigram tokenizer. A word of fewer than three characters cannot be a MATCH:
    it is looked for with LIKE over every row. The plus sign keeps that away from the trigrams, with which SQLite 3.40
    finds nothing for so short a word."""

    name = "SQLite FTS5 trigram"

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "fts5.sqlite")

    def build(self, texts: Sequence[tuple[int, str]]) -> None:
        self._base.execute("create virtual table listing using fts5(text, tokenize = 'trigram')")
        self._base.executemany("insert into listing(rowid, text) values (?, ?)", texts)
        self._base.commit()

    def page(self, words: Sequence[str]) -> list[int]:
        where, values = self._where(words)
        order = " order by rank" if "match" in where else ""
        rows = self._base.execute(f"select rowid from listing where {where}{order} limit {PAGE}", values)
        return [row[0] for row in rows]

    def every(self, words: Sequence[str]) -> set[int]:
        where, values = self._where(words)
        return {row[0] for row in self._base.execute(f"select rowid from listing where {where}", values)}

    def _where(self, words: Sequence[str]) -> tuple[str, list[str]]:
        long = " AND ".join(f'"{word}"' for word in words if len(word) > 2)
        short = [word for word in words if len(word) <= 2]
        conditions = (["listing match ?"] if long else []) + ["+text like ?"] * len(short)
        return " and ".join(conditions) or "0", ([long] if long else []) + [f"%{word}%" for word in short]


class Tantivy:
    """tantivy with terms of one and two characters; a word is a conjunction of its pairs, as in our index."""

    name = "tantivy, 1- and 2-grams"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True, fast=True)
        schema.add_text_field("text", tokenizer_name="pairs", index_option="freq")
        self._schema = schema.build()
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(self._schema, path=str(folder / "tantivy"))
        pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2, False)).filter(tantivy.Filter.lowercase())
        self._index.register_tokenizer("pairs", pairs.build())

    def build(self, texts: Sequence[tuple[int, str]]) -> None:
        writer = self._index.writer(heap_size=128_000_000)
        for number, text in texts:
            writer.add_document(self._tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def page(self, words: Sequence[str]) -> list[int]:
        return self._numbers(words, PAGE)

    def every(self, words: Sequence[str]) -> set[int]:
        return set(self._numbers(words, self._searcher.num_docs))

    def _numbers(self, words: Sequence[str], most: int) -> list[int]:
        terms = [word[at : at + 2] for word in words for at in range(max(1, len(word) - 1))]
        asked = [(self._tantivy.Occur.Must, self._term(term)) for term in dict.fromkeys(terms)]
        found = self._searcher.search(self._tantivy.Query.boolean_query(asked), limit=most).hits
        return [self._searcher.doc(address)["number"][0] for _, address in found]

    def _term(self, term: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, "text", term)


def asked_words(text: str) -> list[str]:
    """The words of a question: its runs between spaces and signs, folded."""
    return words_of(text)
