#!/bin/sh
# readme.sh: what the README tells a newcomer to do, done once in a temporary folder with the firsthand in PATH. The demo's desk is started and stopped as by
# Ctrl-C.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FIRSTHAND_LEDGER="$work/ledger"

run() {
	echo "\$ $*"
	"$@" >"$work/out" 2>&1 || { cat "$work/out"; echo "failed: $*"; exit 1; }
	[ -s "$work/out" ] || { echo "printed nothing: $*"; exit 1; }
}

echo "\$ firsthand demo"
firsthand demo --addr 127.0.0.1:0 >"$work/demo" 2>&1 &
demo=$!
for _ in $(seq 120); do
	grep -q '^Press Ctrl-C' "$work/demo" && break
	kill -0 $demo 2>/dev/null || break
	sleep 1
done
grep -q '^The desk is at http://127.0.0.1:' "$work/demo" || { cat "$work/demo"; echo "the demo did not start its desk"; exit 1; }
kill -INT $demo
wait $demo || { cat "$work/demo"; echo "the demo did not end well"; exit 1; }

run firsthand add "$root/examples/reports"
run firsthand export --format csv
run firsthand export --format geojson
run firsthand export --format json
run firsthand study
run firsthand decide
run firsthand sides
run firsthand places
run firsthand verify
run firsthand verify --checkpoint "$FIRSTHAND_LEDGER/seal/checkpoint"
report=$(find "$root/examples/reports" -type f | sort | head -n 1)
run firsthand read "$report"
run firsthand read --json "$report"
printf '{"id":"a","text":"At least 82 civilians were killed in Aleppo on Monday, the UN said.","published":"2016-12-13"}\n' >"$work/reports"
firsthand read --ndjson <"$work/reports" >"$work/readings"
firsthand link --ndjson <"$work/readings" >"$work/links"
[ -s "$work/links" ] || { echo "link printed nothing"; exit 1; }
run firsthand eval polnear "$root/internal/gauge/testdata/polnear.jsonl"
run firsthand version
run firsthand help add
