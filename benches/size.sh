#!/usr/bin/env bash
# Prints the machine code (`.text`) that one derived struct of 53 fields adds to a program that reads and writes it, ours
# beside serde_json's: the release profile's program with it, less the one with a struct of two fields.
set -euo pipefail
cd "$(dirname "$0")/.."

unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
cargo build --quiet --release --locked -p jsv-peers --bin=size-{jsv,json}-{small,account}

text() {
  size -A "${CARGO_TARGET_DIR:-target}/release/size-$1" | awk '$1 == ".text" { print $2 }'
}

echo "| | two fields | 53 fields | the struct adds |"
echo "|---|---:|---:|---:|"
for codec in jsv json; do
  small=$(text "$codec-small")
  account=$(text "$codec-account")
  name=$([ $codec = jsv ] && echo jsv || echo serde_json)
  awk -v n="$name" -v s="$small" -v a="$account" \
    'BEGIN { printf "| %s | %.1f KB | %.1f KB | %.1f KB |\n", n, s / 1e3, a / 1e3, (a - s) / 1e3 }'
done
