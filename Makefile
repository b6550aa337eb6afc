# Forwards to CMake; see CMakePresets.json. Variables: PREFIX (make install), JOBS.
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

all: build/release/build.ninja
	@cmake --build build/release --parallel $(JOBS)

build/%/build.ninja: CMakeLists.txt CMakePresets.json
	@cmake --preset $* -DCMAKE_INSTALL_PREFIX=$(PREFIX) >build-$*.log 2>&1 || { cat build-$*.log; rm -f build-$*.log; exit 1; }
	@rm -f build-$*.log

demo:
	@tools/deps.sh
	@$(MAKE) --no-print-directory all
	@tools/demo.sh build/release/attest build/demo.db

check:
	@tools/deps.sh
	@$(MAKE) --no-print-directory build/dev/build.ninja
	@cmake --build build/dev --parallel $(JOBS)
	@ctest --preset dev --parallel $(JOBS)

# The page in a browser; says NOT CHECKED where chromium, node or the two npm packages are missing (tests/web/run.sh). SCREENS: folder for pictures;
# ATTEST: the program, if it is built elsewhere.
check-web: $(if $(ATTEST),,all)
	@tests/web/run.sh $(or $(ATTEST),build/release/attest) $(SCREENS)

bench: all
	@bench/run.sh build/release/attest

install: all
	@cmake --install build/release

deb:
	@tools/deps.sh --deb
	@cmake --preset release -B build/deb -DCMAKE_INSTALL_PREFIX=/usr >/dev/null
	@cmake --build build/deb --parallel $(JOBS)
	@cd build/deb && cpack -G DEB >/dev/null && ls "$$PWD"/*.deb

clean:
	rm -rf build

.PHONY: all demo check check-web bench install deb clean
