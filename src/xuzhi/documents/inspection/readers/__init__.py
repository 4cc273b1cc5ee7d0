"""One reader a kind of file: each takes a path and fills a Report. They run in the confined process."""
