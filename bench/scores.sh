#!/bin/sh
# scores.sh BINARY SHARED: score reading and linking against the gold corpora in SHARED, where they are there.
set -eu
binary=$1
shared=$2
score="python3 $shared/tools/score.py"

if [ ! -f "$shared/tools/score.py" ]; then
	echo "skipped: $shared/tools/score.py is not there, so there is nothing to score against"
	exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# one NAME GOLD: read the corpus and score the readings.
one() {
	if [ ! -e "$2" ]; then
		echo "$1: skipped, $2 is not there"
		return
	fi
	echo "== $1 ($(basename "$2"))"
	$score inputs "$1" "$2" >"$work/in"
	"$binary" read --ndjson <"$work/in" >"$work/readings" 2>"$work/refused" || [ $? -eq 1 ]
	refused=$(grep -c '^error:' "$work/refused" || true)
	[ "$refused" -eq 0 ] || echo "$refused of its reports could not be read, most likely because they are empty"
	if [ "$1" = links ]; then
		"$binary" link --ndjson <"$work/readings" >"$work/links"
		$score links "$2" "$work/links"
	else
		$score "$1" "$2" "$work/readings"
	fi
}

one seeds "$shared/gold/seeds.json"
one polnear "$shared/data/polnear/dev.jsonl"
one fa-kes "$shared/data/fa-kes/dev.jsonl"
one timex "$shared/data/tempeval3/TimeBank"
one timex "$shared/data/tempeval3/AQUAINT"
one geo "$shared/data/geoparsing/lgl.xml"
one links "$shared/data/incidents/dev.jsonl"

# trees NAME: score the grammar of a treebank's dev part.
trees() {
	if [ ! -e "$shared/data/$1/dev.conllu" ]; then
		echo "$1: skipped, $shared/data/$1/dev.conllu is not there"
		return
	fi
	echo "== conllu ($1)"
	"$binary" eval conllu "$shared/data/$1/dev.conllu"
}

trees ud-english-ewt
trees gum

# whole NAME GOLD HEADING [--only IDs]: let firsthand read, and where the corpus asks for it weigh, by itself. Its own tests hold its numbers to those of the
# scripts.
whole() {
	name=$1 gold=$2 heading=$3
	shift 3
	if [ ! -e "$gold" ]; then
		echo "$heading: skipped, $gold is not there"
		return
	fi
	echo "== $heading"
	"$binary" eval "$name" "$gold" "$@" 2>"$work/refused" || [ $? -eq 1 ]
}

# unseen HEADING GOLD COMMAND…: what was learned from all of a corpus is scored by models that are learned from parts of it, each on the part that it has not seen.
unseen() {
	heading=$1 gold=$2
	shift 2
	if [ ! -e "$gold" ] || ! command -v go >/dev/null; then
		echo "$heading: skipped, $gold or go is not there"
		return
	fi
	echo "== $heading"
	(cd "$root" && "$@")
}

root=$(cd "$(dirname "$0")/.." && pwd)
absolute=$(cd "$shared" && pwd)

# Of these two the shipped weights have seen every report: their numbers below show that reading and weights fit together, and no more.
unseen "events, unseen" "$shared/gold/events" go run ./internal/read/train/mentions -shared "$absolute" -folds 6
unseen "messages, unseen" "$shared/data/messages/dev.jsonl" go run ./internal/read/en/call/train -cv "$absolute/data/messages/dev.jsonl"
whole events "$shared/gold/events" "events, which the weights have seen"
whole messages "$shared/data/messages/dev.jsonl" "messages, which the weights have seen"

whole muc "$shared/data/muc/dev.jsonl" muc
whole worlds "$shared/data/worlds" worlds
whole worlds "$shared/data/worlds" "worlds, the even ones" --only w02,w04,w06,w08,w22,w24,w26,w28,w42,w44,w46,w48
# And the worlds that lie in this project; bench/worlds/README.md says who has looked at which.
whole worlds "$root/bench/worlds" "worlds of this project"

# Saved web pages: title, day and author as others wrote them down. Of pages that are there twice the ledger has one, and the scorer finds no other.
if [ -e "$shared/data/pages/gold.jsonl" ] && [ -e "$shared/tools/score_pages.py" ]; then
	echo "== pages"
	python3 "$shared/tools/score_pages.py" "$binary" "$shared/data/pages"
else
	echo "pages: skipped, $shared/data/pages is not there"
fi
