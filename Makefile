# The two commands: make demo, make test. Everything they need is installed where it is missing.
.PHONY: demo test build release check format lint bench install clean

PREFIX ?= /usr/local
PORT ?= 8080
SPEED ?= 600

demo: build ## Sandbox carriers, sample parcels and their pages on http://127.0.0.1:8080
	@.build/debug/tidings demo --port $(PORT) --speed $(SPEED)

test: ## Installs what is missing and runs every test
	@scripts/setup --test
	@scripts/test

build:
	@scripts/setup
	@echo "building (a first build takes some minutes)"
	@swift build --product tidings

release: ## An optimized binary in .build/release
	@scripts/setup
	@swift build -c release --product tidings

check: build ## Every carrier manifest and catalog
	@.build/debug/tidings carriers check

format: ## Rewrites the sources to the one format
	@swift format --in-place --parallel --recursive Sources Tests Benchmarks/Sources Fuzzing/Sources Package.swift

lint: ## Format and rules, without changing anything
	@scripts/lint

bench: ## The figures of docs/PERFORMANCE.md
	@scripts/setup --test
	@Benchmarks/run

install: release ## Binary, carriers, catalogs and unit files below PREFIX
	install -D -m 755 .build/release/tidings $(DESTDIR)$(PREFIX)/bin/tidings
	mkdir -p $(DESTDIR)$(PREFIX)/share/tidings
	cp -R Carriers Catalogs $(DESTDIR)$(PREFIX)/share/tidings/
	install -D -m 644 systemd/tidings.service $(DESTDIR)/etc/systemd/system/tidings.service
	install -D -m 644 systemd/tidings.socket $(DESTDIR)/etc/systemd/system/tidings.socket

clean:
	swift package clean
