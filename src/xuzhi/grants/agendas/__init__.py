"""Agendas that are proposed for review meetings: asked for, worked out, looked at, accepted and carried out."""
