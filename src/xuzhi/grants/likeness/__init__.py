"""Plans held against earlier ones, in the system and on lists of what was funded elsewhere (G10.1)."""
