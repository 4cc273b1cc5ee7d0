"""What may be asked of the registers. Every answer tells as of which day it holds, and what it rests on.

look_up(register, *, ubn, name="", on, most_days=None) -> LookUp        look_up_host(host, given, on, …) -> LookUp
companies(ubns, on) -> {number: facts}                                   look_up_each(register, firms, on) -> [LookUp]
list_ages(on) -> [ListAge]                                               lists_of(register) -> [(name, title)]
snapshots_of(register, list_name, *, page, per_page) -> SnapshotsPage   snapshot(snapshot_id) -> SnapshotView
changes_in(snapshot_id) -> Changes                                       problem_rows(snapshot_id) -> [ProblemRow]
draft(draft_id, *, actor) -> DraftView                                   preview(draft_id, …, *, actor) -> Preview
"""

from xuzhi.registers.hosts import look_up_host
from xuzhi.registers.queries.changes import changes_in
from xuzhi.registers.queries.drafts import draft, preview
from xuzhi.registers.queries.look_ups import companies, list_ages, look_up, look_up_each
from xuzhi.registers.queries.snapshots import lists_of, problem_rows, snapshot, snapshots_of

__all__ = [
    "changes_in", "companies", "draft", "list_ages", "lists_of", "look_up", "look_up_each", "look_up_host", "preview",
    "problem_rows", "snapshot", "snapshots_of",
]  # fmt: skip
