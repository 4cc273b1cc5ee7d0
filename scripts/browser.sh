#!/bin/sh
# A browser for the journeys: Debian's chromium, installed where it is missing and we may.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "xuzhi: installing chromium and a Chinese font for the browser tests"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/tmp/xuzhi-browser.log 2>&1 || tail -5 /tmp/xuzhi-browser.log >&2
fi
if ! command -v chromium >/dev/null 2>&1; then
    echo "xuzhi: no chromium here: browser tests will be skipped (in CI they fail)" >&2
fi
