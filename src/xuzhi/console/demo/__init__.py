"""The demo's firms, solutions and registers, and the story that brings them in by the real operations."""
