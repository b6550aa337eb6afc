#!/bin/sh
# The one list of Debian packages. Installs those that are missing with apt-get, as root or through sudo; says nothing
# when all are here.
#   tools/deps.sh          what building and testing need
#   tools/deps.sh --lint   also clang, clang-format, clang-tidy, libFuzzer, gcovr
#   tools/deps.sh --deb    also what packing needs
#   tools/deps.sh --list   prints the list
set -eu

build="gcc libc6-dev cmake ninja-build make pkg-config libsqlite3-dev libutf8proc-dev libjansson-dev zlib1g-dev libbrotli-dev libzstd-dev libxml2-dev libmicrohttpd-dev libpoppler-glib-dev libxxhash-dev scdoc"
test="libcmocka-dev python3 g++ git"
lint="clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev gcovr mandoc"

want="$build $test"
case "${1-}" in
--lint) want="$want $lint" ;;
--deb) want="$want dpkg-dev file" ;;
--list) echo "$want"; exit 0 ;;
"") ;;
*) echo "usage: tools/deps.sh [--lint|--deb|--list]" >&2; exit 2 ;;
esac

missing=
for p in $want; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "deps.sh: these packages are missing and there is no sudo:$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "deps.sh: installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; }
# shellcheck disable=SC2086
run update && run install -y --no-install-recommends $missing || { cat "$log" >&2; exit 1; }
