"""The office's pages about agendas: what waits, asking for an agenda, looking at it, accepting it."""
