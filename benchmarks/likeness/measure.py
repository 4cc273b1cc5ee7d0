"""Finding plans that are alike among thousands: MinHash beside LSH of the same library and beside the exact figure.

python benchmarks/likeness/measure.py [--plans 5000] [--characters 6000] [--asked 100]
"""

from __future__ import annotations

import argparse
import random
import resource
from time import perf_counter

import rensa

from xuzhi.grants.maths.likeness import NUMBERS, SEED, bare, candidates, jaccard, runs, share_of, shingles, signature

LEAST = 0.05
SHARES = (0.15, 0.2, 0.3, 0.5, 0.8)


def words(draw: random.Random) -> list[str]:
    """Words of two to four signs: what everybody in a field writes again and again."""
    signs = [chr(0x4E00 + draw.randrange(2500)) for _ in range(1200)]
    return ["".join(draw.choices(signs, k=draw.choice((2, 2, 3, 4)))) for _ in range(3000)]


def written(draw: random.Random, known: list[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += "".join(draw.choices(known, k=400))
    return text[:length]


def copied(draw: random.Random, text: str, known: list[str], share: float) -> str:
    """So much of the plan in pieces of 60 to 200 signs, the rest one's own."""
    parts, taken = [], 0
    while taken < share * len(text):
        length = draw.randint(60, 200)
        begins = draw.randrange(max(1, len(text) - length))
        parts.append(text[begins : begins + length])
        taken += length
        own = round(length * (1 - share) / share)
        parts.append(written(draw, known, own) if own else "")
    return "".join(parts)[: len(text)]


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("plans", 5000), ("characters", 6000), ("asked", 100)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    draw = random.Random(1)
    known = words(draw)
    plans = [bare(written(draw, known, asked.characters)).text for _ in range(asked.plans)]
    before, began = memory(), perf_counter()
    signed = [(str(n), signature(text)) for n, text in enumerate(plans)]
    print(f"{asked.plans} plans of {asked.characters} signs: signed in {perf_counter() - began:.1f} s"
          f" ({1000 * (perf_counter() - began) / asked.plans:.1f} ms each), {memory() - before} MB more")  # fmt: skip
    queries = []
    for n in range(asked.asked):
        of, share = draw.randrange(asked.plans), SHARES[n % len(SHARES)]
        queries.append((of, share, bare(copied(draw, plans[of], known, share)).text))

    began, hits, listed = perf_counter(), dict.fromkeys(SHARES, 0), 0
    for of, share, text in queries:
        found = candidates(signature(text), signed, least=LEAST, most=20)
        hits[share] += str(of) in [name for name, _ in found]
        listed += len(found)
    report("MinHash, every signature", began, hits, listed, queries)

    for bands in (32, 64, 128):
        index = rensa.RMinHashLSH(threshold=LEAST, num_perm=NUMBERS, num_bands=bands)
        for n, text in enumerate(plans):
            index.insert(n, minhash(text))
        began, hits, listed = perf_counter(), dict.fromkeys(SHARES, 0), 0
        for of, share, text in queries:
            found = index.query(minhash(text))
            hits[share] += of in found
            listed += len(found)
        report(f"MinHash LSH, {bands} bands", began, hits, listed, queries)

    few = queries[: max(1, asked.asked // 20)]
    began, hits, listed = perf_counter(), dict.fromkeys(SHARES, 0), 0
    for of, share, text in few:
        mine = shingles(text)
        found = [n for n, other in enumerate(plans) if jaccard(mine, shingles(other)) >= LEAST]
        hits[share] += of in found
        listed += len(found)
    report("exact Jaccard", began, hits, listed, few)

    began = perf_counter()
    shares = [share_of(text, runs(text, plans[of])) for of, _, text in queries]
    off = max(abs(each - share) for each, (_, share, _) in zip(shares, queries, strict=True))
    print(f"runs of a pair: {1000 * (perf_counter() - began) / len(queries):.1f} ms, share off by {off:.2f} at most")
    print(f"most memory: {memory()} MB")


def minhash(text: str) -> rensa.RMinHash:
    made = rensa.RMinHash(num_perm=NUMBERS, seed=SEED)
    made.update(list(shingles(text)))
    return made


def report(name: str, began: float, hits: dict[float, int], listed: int, queries: list) -> None:
    each = (perf_counter() - began) / len(queries)
    asked = {share: sum(s == share for _, s, _ in queries) for share in SHARES}
    told = "  ".join(f"{share:.0%}: {hits[share]}/{asked[share]}" for share in SHARES if asked[share])
    print(
        f"  {name:26}  {1000 * each:8.1f} ms a plan   found by share copied  {told}"
        f"   listed {listed / len(queries):.1f}"
    )


if __name__ == "__main__":
    main()
