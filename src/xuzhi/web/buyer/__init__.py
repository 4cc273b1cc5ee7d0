"""The face of firms that look for a solution."""
