"""Signing in, firms and their people, codes, and forms that outlive a session."""
