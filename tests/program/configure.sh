#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Has many `tccc configure` write one file at a time, each a profile of its own. Usage: configure.sh PROGRAM
set -euo pipefail

program=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
export TENCENTCLOUD_CREDENTIALS_FILE=$directory/keys/credentials
readonly writers=8 rounds=5

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

for ((round = 1; round <= rounds; ++round)); do
  started=()
  for ((writer = 1; writer <= writers; ++writer)); do
    printf 'key-of-%d\n' "$writer" |
      "$program" configure --profile "profile-$round-$writer" --secret-id "AKID$writer" --secret-key-file - \
        >"$directory/$writer.out" 2>&1 &
    started+=("$!")
  done
  for ((writer = 1; writer <= writers; ++writer)); do
    wait "${started[writer - 1]}" || fail "status $? of writer $writer: $(<"$directory/$writer.out")"
  done
  for ((writer = 1; writer <= writers; ++writer)); do
    grep -qFx "[profile-$round-$writer]" "$TENCENTCLOUD_CREDENTIALS_FILE" ||
      fail "the profile of writer $writer is lost in round $round"
  done
done
count=$(grep -c '^secret_key = key-of-' "$TENCENTCLOUD_CREDENTIALS_FILE")
[[ $count -eq $((writers * rounds)) ]] || fail "$count keys"
[[ -n $(find "$TENCENTCLOUD_CREDENTIALS_FILE.lock" -perm 600) ]] || fail "others can open the lock"
left=$(find "$directory/keys" -type f | wc -l)
[[ $left -eq 2 ]] || fail "$left files are left"
echo passed
