"""What happened: append-only events. Record, read, seal, prove, verify.

Pure and free of Django: `canonical`, `chain`, `codec`, `events`, `merkle`, `proofs`. The rest stands on PostgreSQL.
"""
