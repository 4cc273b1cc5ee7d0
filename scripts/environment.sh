#!/bin/sh
# Makes .venv as uv.lock says, with uv where it is found, else with a uv of the project's own.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/.made-from
wanted=$(cat uv.lock pyproject.toml .python-version | cksum)

# The pages' English, where a .po is newer than what was compiled from it.
compile_translations() {
    for po in src/xuzhi/web/locale/*/LC_MESSAGES/*.po; do
        if [ ! -f "${po%.po}.mo" ] || [ "$po" -nt "${po%.po}.mo" ]; then
            .venv/bin/python scripts/compile_translations.py
            return
        fi
    done
}

# Python's own form of our sources: where processes may not write it beside them (PYTHONDONTWRITEBYTECODE), each start
# would make it anew and take twice as long. What is fresh already is left alone.
compile_sources() {
    .venv/bin/python -m compileall -q src || true
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/xuzhi ]; then
    compile_translations
    compile_sources
    exit 0
fi

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null; }

if command -v uv >/dev/null 2>&1; then
    uv=uv
elif [ -x .tools/bin/uv ]; then
    uv=.tools/bin/uv
else
    python=
    for candidate in "${PYTHON:-}" python3.13 python3.14 python3 python; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate" && { python=$candidate; break; }
    done
    if [ -z "$python" ]; then
        echo "xuzhi: neither uv nor a Python 3.13 or newer was found; install one of them and try again" >&2
        exit 3
    fi
    echo "xuzhi: fetching uv with $("$python" --version)"
    "$python" -m venv .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check uv
    uv=.tools/bin/uv
    UV_PYTHON=$("$python" -c 'import sys; print(sys.executable)')
    export UV_PYTHON
fi

echo "xuzhi: making the environment in .venv (as uv.lock says)"
# Reading scanned pages is an extra: where its wheels cannot be had, all else works, and pages say what is missing.
"$uv" sync --frozen --quiet --compile-bytecode --extra ocr || {
    echo "xuzhi: going on without the extra that reads scanned pages (ocr)" >&2
    "$uv" sync --frozen --quiet --compile-bytecode
}
compile_translations
compile_sources
printf '%s\n' "$wanted" >"$stamp"
