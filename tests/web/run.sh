#!/bin/sh
# The page and the folder of pages in Debian's chromium, over a record of 300 invented reports (reports.mjs) and the four of examples/. Where
# the browser, node or the two npm packages are missing nothing is checked: a line on standard error says so, and with AT_WEB=required that is a failure.
# usage: run.sh ATTEST [SCREENS]   SCREENS: folder that gets a picture of each view
# AT_NODE_MODULES: folder with playwright-core and axe-core (npm install in a copy of this folder makes one). AT_REPORTS: more reports.
set -eu
attest=$(realpath "$1")
screens=${2-}
here=$(cd "$(dirname "$0")" && pwd)
skip() {
    echo "check-web: NOT CHECKED: $1" >&2
    [ "${AT_WEB-}" != required ] || exit 1
    exit 0
}
AT_CHROMIUM=${AT_CHROMIUM-$(command -v chromium || true)}
[ -n "$AT_CHROMIUM" ] || skip "there is no chromium (apt-get install chromium)"
command -v node >/dev/null || skip "there is no node (apt-get install nodejs)"
if [ -z "${AT_NODE_MODULES-}" ]; then
    AT_NODE_MODULES=${XDG_CACHE_HOME-$HOME/.cache}/attest-web/node_modules
    if [ ! -d "$AT_NODE_MODULES/axe-core" ]; then
        [ "${AT_WEB-}" != present ] || skip "playwright-core and axe-core are not set up (make check-web fetches them, or AT_NODE_MODULES names their folder)"
        command -v npm >/dev/null || skip "there is no npm to fetch playwright-core and axe-core"
        mkdir -p "$(dirname "$AT_NODE_MODULES")"
        cp "$here/package.json" "$(dirname "$AT_NODE_MODULES")"
        (cd "$(dirname "$AT_NODE_MODULES")" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund >/dev/null 2>&1) ||
            skip "npm cannot fetch playwright-core and axe-core"
    fi
fi
[ -d "$AT_NODE_MODULES/playwright-core" ] && [ -d "$AT_NODE_MODULES/axe-core" ] || skip "$AT_NODE_MODULES lacks playwright-core or axe-core"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export AT_CHROMIUM AT_NODE_MODULES
[ -z "$screens" ] || { mkdir -p "$screens"; screens=$(realpath "$screens"); }
node "$here/reports.mjs" >"$tmp/invented.jsonl"
"$attest" add -q --db="$tmp/web.db" "$here"/../../examples/*.txt "$tmp/invented.jsonl" ${AT_REPORTS-}
"$attest" export html --db="$tmp/web.db" "$tmp/folder"
node "$here/site.mjs" "$tmp/folder" "$screens"
node "$here/check.mjs" "$attest" "$tmp/web.db" "$screens"
