#!/bin/sh
# An open Kai font for the plans' PDF: Debian's cwTeX Kai, installed where it is missing and we may. Never fails: where
# there is none, the page says so.
set -u
if command -v fc-list >/dev/null 2>&1 && fc-list | grep -qiE "cwTeXKai|TW-Kai"; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "xuzhi: installing an open Kai font"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-cwtex-kai) >/tmp/xuzhi-fonts.log 2>&1 || {
        echo "xuzhi: no open Kai font could be installed: plans are written without PDF" >&2
    }
fi
exit 0
