"""The Merkle tree of RFC 9162, section 2.1: hashes, inclusion and consistency proofs, and how they are checked.

A proof is made from the hashes of full subtrees: `Subtree(level, place)` is the one over the leaves from
`place * 2**level` to `(place + 1) * 2**level - 1`. Whoever makes a proof first asks which subtrees it needs, so that
a database reads them in one go. Checking needs nothing but the proof.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()


class Subtree(NamedTuple):
    level: int
    place: int


Range = tuple[int, int]
"""Leaves from the first to before the second."""

ReadSubtrees = Callable[[Iterable[Subtree]], dict[Subtree, bytes]]


class ProofInvalid(ValueError):
    """A proof that does not have the shape that its sizes ask for."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def subtrees_of(span: Range) -> list[Subtree]:
    """The fewest full subtrees that make up the leaves of a range of the tree, from the left."""
    start, end = span
    found = []
    while start < end:
        level = min((start & -start).bit_length() - 1 if start else 63, (end - start).bit_length() - 1)
        found.append(Subtree(level, start >> level))
        start += 1 << level
    return found


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over the full subtrees of a range, given from the left: the smaller ones on the right join first."""
    if not hashes:
        return EMPTY_ROOT
    *others, root = hashes
    for left in reversed(others):
        root = node_hash(left, root)
    return root


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The ranges whose roots make the inclusion proof of leaf `index` in the tree of `size`, in the proof's order."""
    if not 0 <= index < size:
        raise ProofInvalid(f"leaf {index} is not in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """The ranges whose roots prove that the tree of `first` leaves is the beginning of the tree of `second`."""
    if not 0 < first <= second:
        raise ProofInvalid(f"a tree of {second} has no beginning of {first} to prove")
    start, end, whole, path = 0, second, True, []
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    if not whole:
        path.append((start, end))
    return path[::-1]


def roots_of(ranges: Sequence[Range], read: ReadSubtrees) -> list[bytes]:
    """The root of each range, with one read for all."""
    parts = [subtrees_of(span) for span in ranges]
    hashes = read([part for span in parts for part in span])
    return [root_of([hashes[part] for part in span]) for span in parts]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that the proof leads to (RFC 9162, 2.1.3.2). Raises ProofInvalid when the proof has another shape."""
    if not 0 <= index < size:
        raise ProofInvalid(f"leaf {index} is not in a tree of {size}")
    place, last, root = index, size - 1, leaf
    for hash_ in proof:
        if last == 0:
            raise ProofInvalid("inclusion proof too long")
        if place & 1 or place == last:
            root = node_hash(hash_, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, hash_)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofInvalid("inclusion proof too short")
    return root


def consistency_holds(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `first` leaves is the beginning of the one of `second` (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for hash_ in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(hash_, old), node_hash(hash_, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, hash_)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


class GrowingTree:
    """A tree that only keeps the full subtrees on its right edge: enough to append and to know the root."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        """`edge` are the hashes of `subtrees_of((0, size))`, from the left."""
        self.size = size
        self._edge = list(edge)
        if len(self._edge) != size.bit_count():
            raise ProofInvalid(f"a tree of {size} has {size.bit_count()} full subtrees, not {len(self._edge)}")

    def append(self, leaf: bytes) -> list[tuple[Subtree, bytes]]:
        """Add a leaf's hash; returns the subtrees that it completes, the leaf itself first."""
        completed, hash_, level = [(Subtree(0, self.size), leaf)], leaf, 0
        while self.size >> level & 1:
            hash_ = node_hash(self._edge.pop(), hash_)
            level += 1
            completed.append((Subtree(level, self.size >> level), hash_))
        self._edge.append(hash_)
        self.size += 1
        return completed

    @property
    def root(self) -> bytes:
        return root_of(self._edge)


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)
