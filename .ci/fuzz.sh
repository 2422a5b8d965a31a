#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Feeds the fuzzers their kept inputs and then new ones, FUZZ_SECONDS (default 60) to each, four fuzzers at a time.
# A broken promise or a sanitizer's finding leaves its input in build/fuzz/findings and fails.
# `.ci/fuzz.sh BUILD` takes the fuzzers of a build that has them; without an argument they are built.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
seconds="${FUZZ_SECONDS:-60}"
results="$root/build/fuzz"
build="${1:-}"

if [[ -z "$build" ]]; then
  build="$results"
  "$root/cmake/require-packages.sh" build clang
  (cd "$root" && cmake --preset fuzz)
  cmake --build "$build" --target tccc_fuzzers
fi

mkdir -p "$results/findings"
run_fuzzer() {
  local name="$1"
  mkdir -p "$results/found/$name"
  # The first folder takes what is found; the kept one is only read.
  "$build/tests/fuzz/tccc_fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
    -print_final_stats=1 -artifact_prefix="$results/findings/$name-" \
    "$results/found/$name" "$root/tests/fuzz/corpus/$name" >"$results/$name.log" 2>&1
}

fuzzers=()
for corpus in "$root"/tests/fuzz/corpus/*/; do
  fuzzers+=("$(basename "$corpus")")
done

failed=0
for ((i = 0; i < ${#fuzzers[@]}; i += 4)); do
  group=("${fuzzers[@]:i:4}")
  jobs=()
  for name in "${group[@]}"; do
    run_fuzzer "$name" &
    jobs+=("$!")
  done
  for j in "${!group[@]}"; do
    if wait "${jobs[j]}"; then
      inputs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$results/${group[j]}.log")"
      echo "${group[j]}: ${inputs} inputs, no finding"
    else
      tail -n 40 "$results/${group[j]}.log" >&2
      echo "${group[j]}: failed" >&2
      failed=1
    fi
  done
done
exit "$failed"
