#!/usr/bin/env bash
# Counts instructions (callgrind) of ours and of the peer on the same fixed inputs and compares the ratio with the one
# recorded in instructions.tsv: a slowdown shows on a noisy machine too. Fails when a ratio has grown by more than 3 %.
#   benches/instructions.sh            compare
#   benches/instructions.sh --record   rewrite instructions.tsv; say in the commit why a ratio was raised
#   benches/instructions.sh [WORD]     compare only the lines whose name contains WORD
set -euo pipefail
cd "$(dirname "$0")/.."
record=benches/instructions.tsv
tolerance=1.03
word=${1:-}

# No target-cpu=native and no other flags of the caller's: the recorded ratios are those of the pinned toolchain alone.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
cargo build --quiet --release --locked -p jsv-peers --bin counts
counts=${CARGO_TARGET_DIR:-target}/release/counts

# The instructions of one run: the difference of three runs and one, halved, so that neither the start nor making the
# inputs counts.
instructions() {
  local name=$1 side=$2 runs totals=()
  for runs in 1 3; do
    totals+=("$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$counts" "$name" "$side" "$runs" 2>&1 |
      sed -n 's/.*Collected : \([0-9]*\).*/\1/p')")
  done
  echo $(((totals[1] - totals[0]) / 2))
}

measured=$(mktemp)
trap 'rm -f "$measured"' EXIT
list=$("$counts" list)
while read -r name peer; do
  if [ "$word" != --record ] && [ -n "$word" ] && [[ $name != *"$word"* ]]; then continue; fi
  # The two sides on two processors.
  instructions "$name" jsv >"$measured.ours" & pid=$!
  theirs=$(instructions "$name" "$peer")
  wait "$pid"
  ours=$(cat "$measured.ours")
  awk -v n="$name" -v p="$peer" -v o="$ours" -v t="$theirs" 'BEGIN { printf "%s\t%s\t%.4f\t%d\t%d\n", n, p, o / t, o, t }' |
    tee -a "$measured"
done <<<"$list"
rm -f "$measured.ours"

if [ "$word" = --record ]; then
  { printf '# name\tpeer\tours/peer\tour instructions\tthe peer'"'"'s\n'; cat "$measured"; } >"$record"
  exit 0
fi

awk -F '\t' -v tolerance="$tolerance" '
  /^#/ { next }
  NR == FNR { recorded[$1] = $3; next }
  !($1 in recorded) { printf "%s is not recorded\n", $1; failed = 1; next }
  $3 > recorded[$1] * tolerance { printf "%s: %.4f of the instructions of %s, recorded %.4f\n", $1, $3, $2, recorded[$1]; failed = 1 }
  $3 * tolerance < recorded[$1] { printf "%s: faster, %.4f; recorded %.4f: record it\n", $1, $3, recorded[$1] }
  END { exit failed }
' "$record" "$measured"
