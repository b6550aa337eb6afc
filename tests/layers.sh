#!/bin/sh
# A folder of src/ includes only itself, base/ and folders above it; cli/ sees nothing of the library but attest.h. src/reader.c, the
# library's entry, may include all. usage: layers.sh SRC
set -eu
cd "$1"
bad=0
allowed() {
    case "$1" in
    base) echo "base" ;;
    read) echo "base read" ;;
    text) echo "base read text" ;;
    find) echo "base read text find" ;;
    link) echo "base read text find link" ;;
    store) echo "base read text find link store" ;;
    export) echo "base read text find link store export" ;;
    serve) echo "base read text find link store export serve" ;;
    cli) echo "cli" ;;
    *) echo "" ;;
    esac
}
for d in */; do
    d=${d%/}
    ok=" $(allowed "$d") "
    for f in "$d"/*.[ch]; do
        [ -e "$f" ] || continue
        for inc in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$f"); do
            to=${inc%/*}
            [ "$to" != "$inc" ] || to=$d
            case "$ok" in
            *" $to "*) ;;
            *) echo "src/$f includes $inc: $d/ may only include:$ok"; bad=1 ;;
            esac
        done
    done
done
exit $bad
