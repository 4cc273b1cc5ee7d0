"""One file a command; `main` lists them and imports only the one that is asked for."""
