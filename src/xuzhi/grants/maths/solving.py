"""How the exact solver is asked, the same everywhere."""

from __future__ import annotations

from typing import Any

WORKERS = 2


def solver_for(seconds: float, seed: int) -> Any:
    """A CP-SAT solver that stops after so many seconds."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    return solver


def solved(status: Any) -> bool:
    """Whether there is an answer, the best or another."""
    from ortools.sat.python import cp_model

    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def is_refuted(status: Any) -> bool:
    """Whether it is certain that there is none."""
    from ortools.sat.python import cp_model

    return bool(status == cp_model.INFEASIBLE)
