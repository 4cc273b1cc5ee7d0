"""The HTTP API, version 1: what pages show and do, for programs; through the same queries and operations."""
