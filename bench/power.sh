#!/bin/sh
# Cuts the power of a disk in memory at random moments while reports are added and judged, and looks each time whether what was acknowledged is there and the
# record whole (tests/unit/test_store_power.c, tests/unit/power.h). usage: bench/power.sh BUILD_DIR [TIMES] [SEED]
exec "$1/tests/test_store_power" "${2:-200}" "${3:-7}"
