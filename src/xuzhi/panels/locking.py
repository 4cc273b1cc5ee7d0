"""What an operation on a panel begins with: locks, the rules, and who is asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from xuzhi.casework.holding import read_only
from xuzhi.casework.judging import File, open_file
from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.engine.facts import Facts
from xuzhi.engine.scoring import Lack, ScoringSettings, criteria_of, lacks_of, settings_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream
from xuzhi.ledger.reading import row_of
from xuzhi.panels.events import panel_stream
from xuzhi.panels.models import Panel, Seat
from xuzhi.panels.refusals import DeclarationMissing, MembersOnly, OfficeOnly, PanelUnknown, PledgeMissing, Recused
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind
from xuzhi.rulebook.panel import Criterion, PanelRule

OFFICE = ("officer", "organiser")


@dataclass
class Held:
    """A panel with its case's rules; in an operation its stream is locked until the transaction ends."""

    panel: Panel
    at: datetime
    spoken: bool = False

    @property
    def stream(self) -> str:
        return panel_stream(self.panel.id)

    @cached_property
    def case(self) -> Case:
        return Case.objects.get(id=self.panel.case_id)

    @cached_property
    def _overlays(self) -> Overlays:
        return Overlays(self.panel.programme)

    @cached_property
    def edition(self) -> Edition:
        """The rules that the case is judged by."""
        return self._overlays.edition_of(self.case, taipei_day(self.at), spoken=self.spoken)

    @cached_property
    def today(self) -> Edition:
        """The rules of today: what the office has set since the case was handed in."""
        return self._overlays.edition(self.panel.programme, taipei_day(self.at), spoken=self.spoken)

    @property
    def kind(self) -> CaseKind:
        return kind_of(self.edition, self.panel.kind)

    @property
    def rule(self) -> PanelRule:
        """Raises PanelUnknown when the kind has no panel."""
        if self.kind.panel is None:
            raise PanelUnknown()
        return self.kind.panel

    def forget(self) -> None:
        """The case has moved since it was read."""
        for name in ("case", "_file"):
            self.__dict__.pop(name, None)

    @cached_property
    def _file(self) -> File:
        return open_file(read_only(self.case, self.at, self._overlays))

    @property
    def facts(self) -> Facts:
        """What is known of the case."""
        return self._file.facts

    @property
    def facts_as_kept(self) -> Mapping[str, Any]:
        """The same as answers are kept, JSON-safe."""
        return self._file.folded.facts

    @property
    def _deciding(self) -> Facts | None:
        """The facts, where they decide which criteria apply."""
        return self.facts if any(each.when is not None for each in self.kind.criteria) else None

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Those that this case is scored by, in the words of its edition: fixed with the first sheet."""
        if self.panel.settings is not None:
            return tuple(self.kind.criterion(each.name) for each in self.scoring().criteria)
        return criteria_of(self.edition, self.panel.kind, self._deciding)

    @property
    def lacks(self) -> list[Lack]:
        """What scoring this case still needs."""
        return lacks_of(self.scoring_rules, self.panel.kind, self._deciding)

    @property
    def scoring_rules(self) -> Edition:
        """Where the figures stand: in the edition of the case, or, where it lacks one, in that of today."""
        if not lacks_of(self.edition, self.panel.kind, self._deciding) or self.panel.kind not in self.today.cases:
            return self.edition
        return self.today

    def scoring(self) -> ScoringSettings:
        """The figures that the panel scores by: fixed with the first sheet. Raises SettingsIncomplete."""
        if self.panel.settings is not None:
            return ScoringSettings.from_json(self.panel.settings)
        return settings_of(self.scoring_rules, self.panel.kind, self._deciding)

    @property
    def free_mail(self) -> tuple[str, ...]:
        name = self.rule.free_mail
        return tuple(self.today.values.get(name) or ()) if name else ()

    def least_members(self) -> int | None:
        """The least number that can decide; None while it is not set."""
        if self.panel.settings is not None:
            return int(self.panel.settings["least_members"])
        value = self.scoring_rules.values.get(self.rule.least_members)
        return None if value is None else int(value)

    def seats(self) -> list[Seat]:
        return list(Seat.objects.filter(panel=self.panel).order_by("position"))


def hold(panel_id: UUID | str, at: datetime) -> Held:
    """Lock the panel's stream and read it. Needs a transaction. Raises PanelUnknown."""
    lock_stream(panel_stream(panel_id))
    return look(panel_id, at)


def look(panel_id: UUID | str, at: datetime, *, spoken: bool = False) -> Held:
    """Read the panel. Raises PanelUnknown."""
    panel = Panel.objects.select_related("sitting").filter(id=panel_id).first()
    if panel is None:
        raise PanelUnknown()
    return Held(panel, at, spoken)


def check_officer(actor: Actor, panel: Panel | None = None) -> None:
    """Only an officer acts; the organiser reads (L1). Raises OfficeOnly, Recused."""
    if actor.role != "officer":
        raise OfficeOnly()
    check_office(actor, panel)


def check_office(actor: Actor, panel: Panel | None = None) -> None:
    """Only the office; and of it nobody who has a conflict in this very case. Raises OfficeOnly, Recused."""
    if actor.role not in OFFICE:
        raise OfficeOnly()
    if panel is not None and is_recused(panel, actor):
        raise Recused()


def is_recused(panel: Panel, actor: Actor) -> bool:
    """Whether the person, in whatever role, withdrew from this panel's case for a conflict."""
    if not actor.is_person:
        return False
    rows = Seat.objects.filter(panel__case_id=panel.case_id, reviewer_id=actor.id)
    return rows.filter(withdrawn_why__in=("declared", "found")).exists()


def recused_cases(actor: Actor) -> set[UUID]:
    """The cases from which the person withdrew for a conflict."""
    rows = Seat.objects.filter(reviewer_id=actor.id, withdrawn_why__in=("declared", "found"))
    return set(rows.values_list("panel__case_id", flat=True))


def seat_of(panel: Panel, actor: Actor) -> Seat:
    """The member's seat. Raises MembersOnly, Recused, and MembersOnly as well for who was withdrawn otherwise."""
    seat = row_of(Seat, panel_id=panel.id, reviewer_id=actor.id) if actor.role == "reviewer" else None
    if seat is None:
        raise MembersOnly()
    if seat.in_conflict:
        raise Recused()
    if not seat.sits:
        raise MembersOnly()
    return seat


def cleared_seat(panel: Panel, actor: Actor) -> Seat:
    """The seat of a member who pledged and declared. Raises PledgeMissing, DeclarationMissing as well."""
    seat = seat_of(panel, actor)
    if seat.pledged_at is None:
        raise PledgeMissing()
    if seat.cleared_at is None:
        raise DeclarationMissing()
    return seat
