"""The contest of the panels' own tests, seen by its tasters and its office."""

from ...panels.conftest import _own_programmes_and_folder, firm, office, settings_made, table  # noqa: F401
