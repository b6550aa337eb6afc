#!/bin/sh
# Do all forms of the engine's arithmetic give the same bytes of output? Reads the reports of a folder with each kernel of this
# processor and, if the tools for it are there, with a program built for 64-bit ARM under emulation: its kernel for the dot product
# and the portable one. Prints a hash of all output for each, and fails if one differs.
#   usage: bench/kernels.sh [REPORT_DIR] [BUILD_DIR]
# For ARM: Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static; the libraries are fetched by apt-get into BUILD_DIR.
set -eu
cd "$(dirname "$0")/.."
reports=${1:-../shared/reports}
build=${2:-build/kernels}
mkdir -p "$build"
here=$(pwd)
out=$(cd "$build" && pwd)

native() {
    cmake -S . -B "$out/native" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DBUILD_TESTING=OFF >/dev/null
    ninja -C "$out/native" attest >/dev/null
}

# The libraries for ARM, unpacked beside each other; nothing is installed.
libraries() {
    [ -e "$out/arm/root/usr/include/microhttpd.h" ] && return
    mkdir -p "$out/arm/apt/lists/partial" "$out/arm/apt/cache/archives/partial" "$out/arm/debs" "$out/arm/root"
    : >"$out/arm/apt/status"
    apt="apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Dir::State::Lists=$out/arm/apt/lists
        -o Dir::State::status=$out/arm/apt/status -o Dir::Cache=$out/arm/apt/cache -o APT::Sandbox::User=root"
    $apt update
    # shellcheck disable=SC2086
    (cd "$out/arm/debs" && $apt download libsqlite3-0 libsqlite3-dev libutf8proc2 libutf8proc-dev libjansson4 libjansson-dev zlib1g zlib1g-dev \
        libxml2 libxml2-dev libicu72 libicu-dev liblzma5 libstdc++6 libgcc-s1 libxxhash-dev libbrotli1 libbrotli-dev libzstd1 libzstd-dev \
        libmicrohttpd12 libmicrohttpd-dev libgnutls30 libgnutls28-dev libp11-kit0 libp11-kit-dev libidn2-0 libidn2-dev libunistring2 libtasn1-6 libtasn1-6-dev libnettle8 \
        nettle-dev libhogweed6 libgmp10 libffi8)
    for d in "$out"/arm/debs/*.deb; do
        dpkg-deb -x "$d" "$out/arm/root"
    done
}

arm() {
    for tool in aarch64-linux-gnu-gcc qemu-aarch64-static; do
        command -v $tool >/dev/null || { echo "kernels.sh: no $tool: ARM is left out" >&2; return 1; }
    done
    libraries || { echo "kernels.sh: no libraries for ARM: it is left out" >&2; return 1; }
    cat >"$out/arm/toolchain.cmake" <<EOF
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_FIND_ROOT_PATH $out/arm/root)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-L$out/arm/root/usr/lib/aarch64-linux-gnu -L$out/arm/root/lib/aarch64-linux-gnu -Wl,-rpath-link,$out/arm/root/usr/lib/aarch64-linux-gnu:$out/arm/root/lib/aarch64-linux-gnu")
set(ENV{PKG_CONFIG_LIBDIR} $out/arm/root/usr/lib/aarch64-linux-gnu/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} $out/arm/root)
EOF
    cmake -S . -B "$out/arm/build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DBUILD_TESTING=OFF \
        -DCMAKE_TOOLCHAIN_FILE="$out/arm/toolchain.cmake" >/dev/null
    ninja -C "$out/arm/build" attest >/dev/null
}

first=
bad=0
# check NAME COMMAND...: the output of `COMMAND read` over all reports
check() {
    name=$1
    shift
    begin=$(date +%s)
    ATTEST_KERNEL=${name##*/} "$@" read --format=jsonl --threads="$(nproc)" --data="$out/data" "$reports"/*.txt >"$out/output" 2>"$out/errors" || {
        cat "$out/errors" >&2
        exit 2
    }
    hash=$(sha256sum <"$out/output" | cut -c1-16)
    first=${first:-$hash}
    [ "$hash" = "$first" ] && verdict=same || { verdict=DIFFERS; bad=1; }
    printf '%-16s %s  %s bytes  %3d s  %s\n' "$name" "$hash" "$(wc -c <"$out/output")" $(($(date +%s) - begin)) "$verdict"
}

mkdir -p "$out/data"
native
ln -sf "$here/model/attest-en.atw" "$here/data/places.bin" "$out/data/"
for k in avx512 avx2 neon portable; do
    if ATTEST_KERNEL=$k "$out/native/attest" read --format=jsonl --data="$out/data" </dev/null >/dev/null 2>&1; then
        check "$k" "$out/native/attest"
    fi
done
if [ "$(uname -m)" != aarch64 ] && arm; then
    root=$out/arm/root
    for k in neon portable; do
        check "aarch64/$k" qemu-aarch64-static -cpu max -L /usr/aarch64-linux-gnu \
            -E LD_LIBRARY_PATH="$root/usr/lib/aarch64-linux-gnu:$root/lib/aarch64-linux-gnu:/usr/aarch64-linux-gnu/lib" "$out/arm/build/attest"
    done
fi
exit $bad
