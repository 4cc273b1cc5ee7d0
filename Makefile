# Everything from nothing: needs Python 3.13 or newer, or uv, and a package index.
SHELL := /bin/sh
XUZHI := .venv/bin/xuzhi

.PHONY: help demo test check format types clean environment browser fonts

help:
	@echo "make demo    everything from nothing: environment, database, demo data, web and worker on http://127.0.0.1:8000"
	@echo "make test    everything from nothing: environment, browser where it can be had, and the whole test suite"
	@echo "make check   style, types and the house's import rules, without tests"
	@echo "make fonts   an open Kai font for the PDF of plans, where it can be had (for deployments)"
	@echo "make clean   remove the demo's data folder (the environment stays)"

environment:
	@sh scripts/environment.sh

browser: environment
	@sh scripts/browser.sh

fonts:
	@sh scripts/fonts.sh

demo: environment
	@exec $(XUZHI) demo

check: environment
	@echo "xuzhi: style"; .venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .
	@echo "xuzhi: types"; XUZHI_MODE=test XUZHI_DATA=.mypy_cache/data DATABASE_URL=postgresql:///none .venv/bin/mypy --no-error-summary

test: browser fonts check
	@.venv/bin/pytest -n 2 --dist worksteal -q

format: environment
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

clean:
	@rm -rf data && echo "xuzhi: data/ removed"
