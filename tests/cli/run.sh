#!/bin/sh
# Runs one golden of the command line: run.sh ATTEST NAME
# NAME is a folder with `cmd` (a shell script, run in an empty folder, with attest on the PATH and $CASE the golden's folder), `exit` (status; 0 if it
# is missing), `stdout` and `stderr` (empty if missing). A file may also be called stdout.glob: then each of its lines is a
# shell pattern for one line. AT_BLESS=1 rewrites exit, stdout and stderr.
set -eu
attest=$(realpath "$1")
CASE=$(realpath "$2")
export CASE
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/work"
ln -s "$attest" "$tmp/bin/attest"
PATH=$tmp/bin:$PATH
export PATH
unset ATTEST_DB ATTEST_FORMAT NO_COLOR || true
XDG_CONFIG_HOME=$tmp/none
export XDG_CONFIG_HOME
code=0
(cd "$tmp/work" && sh "$CASE/cmd" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null) || code=$?

if [ -n "${AT_BLESS-}" ]; then
    rm -f "$CASE/exit"
    [ $code = 0 ] || echo $code >"$CASE/exit"
    for s in stdout stderr; do
        [ -e "$CASE/$s.glob" ] && continue
        rm -f "$CASE/$s"
        [ -s "$tmp/$s" ] && cp "$tmp/$s" "$CASE/$s"
    done
    exit 0
fi

bad=0
want=0
[ -e "$CASE/exit" ] && want=$(cat "$CASE/exit")
[ "$code" = "$want" ] || { echo "exit status $code, wanted $want"; bad=1; }

glob() { # every line of $2 against the pattern of its line in $1
    n=0
    while IFS= read -r pattern || [ -n "$pattern" ]; do
        n=$((n + 1))
        line=$(sed -n "${n}p" "$2")
        # shellcheck disable=SC2254
        case "$line" in
        $pattern) ;;
        *) echo "$(basename "$2") line $n is: $line"; echo "  wanted: $pattern"; return 1 ;;
        esac
    done <"$1"
    lines=$(wc -l <"$2")
    [ "$lines" -le "$n" ] || { echo "$(basename "$2") has $lines lines, wanted $n"; return 1; }
}
for s in stdout stderr; do
    if [ -e "$CASE/$s.glob" ]; then
        glob "$CASE/$s.glob" "$tmp/$s" || bad=1
    elif [ -e "$CASE/$s" ]; then
        diff -u "$CASE/$s" "$tmp/$s" || bad=1
    elif [ -s "$tmp/$s" ]; then
        echo "$s should be empty:"
        cat "$tmp/$s"
        bad=1
    fi
done
[ $bad = 0 ] || { echo "--- stdout"; head -50 "$tmp/stdout"; echo "--- stderr"; head -50 "$tmp/stderr"; }
exit $bad
