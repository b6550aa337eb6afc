#!/bin/sh
# The page in Debian's chromium. Skips, with a line that says so, where the browser, node or the two npm packages are missing.
# usage: run.sh ATTEST [SCREENS]   SCREENS: folder that gets a picture of each view
# AT_NODE_MODULES: folder with playwright-core and axe-core (npm install in a copy of this folder makes one).
set -eu
attest=$(realpath "$1")
screens=${2-}
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "check-web: skipped: $1"; exit 0; }
AT_CHROMIUM=${AT_CHROMIUM-$(command -v chromium || true)}
[ -n "$AT_CHROMIUM" ] || skip "there is no chromium (apt-get install chromium)"
command -v node >/dev/null || skip "there is no node"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
if [ -z "${AT_NODE_MODULES-}" ]; then
    command -v npm >/dev/null || skip "there is no npm to fetch playwright-core and axe-core"
    AT_NODE_MODULES=${XDG_CACHE_HOME-$HOME/.cache}/attest-web/node_modules
    if [ ! -d "$AT_NODE_MODULES/axe-core" ]; then
        mkdir -p "$(dirname "$AT_NODE_MODULES")"
        cp "$here/package.json" "$(dirname "$AT_NODE_MODULES")"
        (cd "$(dirname "$AT_NODE_MODULES")" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund >/dev/null 2>&1) ||
            skip "npm cannot fetch playwright-core and axe-core"
    fi
fi
export AT_CHROMIUM AT_NODE_MODULES
[ -z "$screens" ] || { mkdir -p "$screens"; screens=$(realpath "$screens"); }
"$attest" add -q --db="$tmp/web.db" "$here"/../../examples/*.txt ${AT_REPORTS-}
node "$here/check.mjs" "$attest" "$tmp/web.db" "$screens"
