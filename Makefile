# Kusanone. `make run` serves it, `make test` checks everything; both install
# what is missing. Targets are small, so that each can be called alone.

SHELL := /bin/bash
.DEFAULT_GOAL := run

SOURCES ?= /usr/share/mecab/dic/ipadic
DATA ?= data
EVENTS ?= 100000
BINARY := target/release/kusanone
APT := $(shell command -v apt-get)
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.PHONY: run test bench bench-others instructions build web dictionary schema format lint docs unit browser clients clean

## Serve http://127.0.0.1:8080; the first start builds everything.
run: build dictionary
	$(BINARY) serve --data-dir $(DATA)

## Every check: format, lints, documentation, tests, schema drift, the browser, clients,
## and that nothing became slower.
test: format lint docs unit browser clients instructions

## How fast it is, and how large, with so many invented events; prints Markdown. Figures
## and the plot of all runs are kept in target/bench.
bench: web $(SOURCES)/matrix.def
	cargo bench --locked --bench speed -- --events $(EVENTS)

## Other engines beside it, those that are installed; prints Markdown.
OTHERS := target/others
bench-others: build $(SOURCES)/matrix.def
	@mkdir -p $(OTHERS)
	$(BINARY) sample --events $(EVENTS) > $(OTHERS)/events.jsonl
	cargo bench --locked --quiet --bench speed -- --questions > $(OTHERS)/questions.tsv
	python3 benches/others/compare.py $(OTHERS)/events.jsonl $(OTHERS)/questions.tsv --kusanone $(BINARY) --dictionary-sources $(SOURCES)

## Machine instructions of what is done most, against benches/instructions/record.toml;
## RECORD=1 writes that anew, after a change that is meant.
instructions: web $(SOURCES)/matrix.def /usr/bin/valgrind
	cargo bench --locked --bench instructions $(if $(RECORD),-- --record)

build: web
	cargo build --release --locked

## The playground, and style and script of the pages, which the binary brings along.
WEB := web/dist/graphiql/index.html web/dist/pages/site.css
web: $(WEB)

$(WEB) &: web/node_modules/.package-lock.json $(wildcard web/graphiql/* web/pages/* schema/operations/*) $(wildcard web/vite*.ts)
	cd web && npm run build

web/node_modules/.package-lock.json: web/package-lock.json web/package.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

## The dictionary of the Japanese analysis, in the data folder.
dictionary: build $(SOURCES)/matrix.def
	@[ -f $(DATA)/dictionary/metadata.json ] || $(BINARY) dictionary --from $(SOURCES) --data-dir $(DATA)

$(SOURCES)/matrix.def:
	$(call install,mecab-ipadic,unpack the sources of mecab-ipadic 2.7.0 and call make with SOURCES=their folder)

/usr/bin/chromium:
	$(call install,chromium fonts-ipafont-gothic,put a Chromium at /usr/bin/chromium)

/usr/bin/valgrind:
	$(call install,valgrind,put a Valgrind at /usr/bin/valgrind)

# $(1): packages of Debian; $(2): what to do on a system without apt.
define install
	@[ -n "$(APT)" ] || { echo "$@ is missing, and there is no apt-get to install it: $(2)." >&2; exit 1; }
	$(SUDO) apt-get update -qq
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1)
endef

## Write the committed contracts anew, after a change that is meant.
schema: web
	cargo run --locked -- schema > schema/schema.graphql.new && mv schema/schema.graphql.new schema/schema.graphql
	cargo run --locked -- schema --record > schema/record.schema.json.new && mv schema/record.schema.json.new schema/record.schema.json

format:
	cargo fmt --check

lint: web
	cargo clippy --all-targets --locked -- -D warnings
	cd web && npm run check

docs: web
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked

unit: web $(SOURCES)/matrix.def
	cargo test --locked --no-fail-fast

## The playground in a real browser, on a server of its own.
browser: web $(SOURCES)/matrix.def /usr/bin/chromium
	cargo test --locked --no-run --quiet
	web/tests/with-server.sh npm test

## Other people's clients and the conformance suite, on servers of their own.
clients: web $(SOURCES)/matrix.def
	cargo build --locked --quiet
	tests/clients/run.sh

clean:
	cargo clean
	rm -rf web/dist web/node_modules
