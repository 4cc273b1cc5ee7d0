"""The law: one folder a programme, in TOML, with letters and, where an expression cannot say it, pure functions."""
