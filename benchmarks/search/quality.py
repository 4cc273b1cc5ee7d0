"""How well the right solutions are found: nDCG@10 and recall@20 over the labelled set, by sort of question.

python benchmarks/search/quality.py [--worst N]
"""

from __future__ import annotations

import argparse
import sys

from own_database import ROOT, own_database

sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--worst", type=int, default=0, help="also print so many of the questions answered worst")
    asked = reading.parse_args()
    with own_database():
        from django.db import transaction

        from marketplace.quality.answering import judged_all
        from marketplace.quality.judging import means

        with transaction.atomic():
            judged = judged_all()
    print("| questions | number | nDCG@10 | recall@20 |")
    print("|---|---:|---:|---:|")
    for sort, (number, ndcg, recall) in means(judged).items():
        print(f"| {sort} | {number} | {ndcg:.3f} | {recall:.3f} |")
    for each in sorted(judged, key=lambda one: one.ndcg_at_10)[: asked.worst]:
        print(f"{each.ndcg_at_10:.2f} {each.recall_at_20:.2f} {each.sort}: {each.text}")


if __name__ == "__main__":
    main()
