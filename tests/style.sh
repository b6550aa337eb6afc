#!/bin/sh
# Limits of the house: files of C under 1,000 lines, functions of the banned list and open marks nowhere. usage: style.sh ROOT
set -eu
cd "$1"
bad=0
for f in $(git ls-files 'src/*.[ch]' 'src/**/*.[ch]' 2>/dev/null || find src -name '*.[ch]'); do
    [ -f "$f" ] || continue
    n=$(wc -l <"$f")
    [ "$n" -lt 1000 ] || { echo "$f has $n lines; split it by noun"; bad=1; }
    if grep -nE '\b(TO''DO|FIX''ME|XX''X)\b' "$f"; then echo "$f has an open mark"; bad=1; fi
    case "$f" in
    src/cli/*|src/helper/*) ;;
    *) if grep -nE '^[^"]*\b(printf|puts|putchar|exit|_exit|setlocale) *\(' "$f"; then echo "$f: the library neither prints nor exits"; bad=1; fi ;;
    esac
done
exit $bad
