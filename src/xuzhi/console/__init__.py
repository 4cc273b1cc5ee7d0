"""The `xuzhi` command: thin, like the web. One file a command under `commands/`."""
