"""RFC 9162's tree against the RFC's own recursive definitions, written down naively here."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.ledger.merkle import (
    EMPTY_ROOT,
    GrowingTree,
    ProofInvalid,
    Subtree,
    consistency_holds,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
    roots_of,
    subtrees_of,
)


def naive_root(entries: list[bytes]) -> bytes:
    """MTH(D[n]), RFC 9162 section 2.1.1."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = naive_split(len(entries))
    return hashlib.sha256(b"\1" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]), section 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = naive_split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b), section 2.1.4.1."""
    if m == len(entries):
        return [] if whole else [naive_root(entries)]
    k = naive_split(len(entries))
    if m <= k:
        return [*naive_subproof(m, entries[:k], whole), naive_root(entries[k:])]
    return [*naive_subproof(m - k, entries[k:], False), naive_root(entries[:k])]


def naive_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def entries_of(size: int) -> list[bytes]:
    return [f"event {index}".encode() for index in range(size)]


def grown(entries: list[bytes]) -> tuple[GrowingTree, dict[Subtree, bytes]]:
    tree, subtrees = GrowingTree(), {}
    for entry in entries:
        subtrees.update(tree.append(leaf_hash(entry)))
    return tree, subtrees


sizes = st.integers(1, 130)


def test_the_empty_tree_has_the_hash_of_nothing():
    assert GrowingTree().root == EMPTY_ROOT == naive_root([])


def test_published_test_vectors():
    """The eight inputs that implementations of RFC 6962 and 9162 share, and their roots."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    tree = GrowingTree()
    roots = []
    for each in inputs:
        tree.append(leaf_hash(bytes.fromhex(each)))
        roots.append(tree.root.hex())
    assert roots[0] == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert roots[1] == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert roots[7] == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(sizes)
def test_a_grown_tree_has_the_naive_root_and_its_full_subtrees(size):
    entries = entries_of(size)
    tree, subtrees = grown(entries)
    assert tree.root == naive_root(entries)
    assert len(subtrees) == 2 * size - size.bit_count()
    assert all(
        hash_ == naive_root(entries[place << level : (place + 1) << level])
        for (level, place), hash_ in subtrees.items()
    )


@given(sizes, st.integers(0, 60))
def test_growing_on_from_the_stored_edge_is_the_same_as_growing_at_once(size, more):
    entries = entries_of(size + more)
    _, subtrees = grown(entries[:size])
    tree = GrowingTree(size, [subtrees[part] for part in subtrees_of((0, size))])
    for entry in entries[size:]:
        tree.append(leaf_hash(entry))
    assert tree.root == naive_root(entries)


@given(sizes, st.data())
def test_inclusion_proofs_are_the_rfcs_and_hold(size, data):
    index = data.draw(st.integers(0, size - 1))
    entries = entries_of(size)
    _, subtrees = grown(entries)
    proof = roots_of(inclusion_ranges(index, size), lambda wanted: {part: subtrees[part] for part in wanted})
    assert proof == naive_path(index, entries)
    assert root_from_inclusion(leaf_hash(entries[index]), index, size, proof) == naive_root(entries)


@given(sizes, st.data())
def test_consistency_proofs_are_the_rfcs_and_hold(second, data):
    first = data.draw(st.integers(1, second))
    entries = entries_of(second)
    _, subtrees = grown(entries)
    proof = roots_of(consistency_ranges(first, second), lambda wanted: {part: subtrees[part] for part in wanted})
    assert proof == naive_subproof(first, entries, True)
    assert consistency_holds(first, naive_root(entries[:first]), second, naive_root(entries), proof)


@given(st.integers(2, 80), st.data())
def test_a_proof_changed_anywhere_does_not_hold(size, data):
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = naive_path(index, entries)
    spoilt = data.draw(st.integers(0, len(proof) - 1))
    proof[spoilt] = hashlib.sha256(proof[spoilt]).digest()
    assert root_from_inclusion(leaf_hash(entries[index]), index, size, proof) != naive_root(entries)


@given(st.integers(2, 80), st.data())
def test_a_rewritten_beginning_is_not_consistent(second, data):
    first = data.draw(st.integers(1, second - 1))
    changed = data.draw(st.integers(0, first - 1))
    entries = entries_of(second)
    rewritten = [*entries]
    rewritten[changed] = b"another past"
    proof = naive_subproof(first, rewritten, True)
    assert not consistency_holds(first, naive_root(entries[:first]), second, naive_root(rewritten), proof)


@given(sizes, st.data())
def test_a_proof_of_another_leafs_place_does_not_hold(size, data):
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    entries = entries_of(size)
    try:
        root = root_from_inclusion(leaf_hash(entries[index]), other, size, naive_path(index, entries))
    except ProofInvalid:
        assert index != other
    else:
        assert (root == naive_root(entries)) == (index == other)


@pytest.mark.parametrize(("proof", "why"), [([], "too short"), ([b"a" * 32] * 4, "too long")])
def test_a_proof_of_the_wrong_length_says_so(proof, why):
    with pytest.raises(ProofInvalid, match=why):
        root_from_inclusion(leaf_hash(b""), 1, 5, proof)


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_a_leaf_outside_the_tree_is_refused(index, size):
    with pytest.raises(ProofInvalid):
        inclusion_ranges(index, size)
    with pytest.raises(ProofInvalid):
        root_from_inclusion(leaf_hash(b""), index, size, [])


@pytest.mark.parametrize(("first", "second"), [(0, 5), (6, 5), (-1, 5)])
def test_there_is_no_consistency_to_prove_from_nothing_or_from_the_future(first, second):
    with pytest.raises(ProofInvalid):
        consistency_ranges(first, second)
    assert not consistency_holds(first, EMPTY_ROOT, second, naive_root(entries_of(5)), [])


def test_an_edge_of_another_size_is_refused():
    with pytest.raises(ProofInvalid, match="a tree of 3 has 2 full subtrees, not 1"):
        GrowingTree(3, [leaf_hash(b"")])


def test_leaves_and_nodes_cannot_be_mistaken_for_each_other():
    left, right = leaf_hash(b"l"), leaf_hash(b"r")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of([left, right]) == node_hash(left, right)
