#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lets `tccc mock` push the end of a call to the example that receives pushes. Usage: push_a_call.sh PROGRAM RECEIVER
set -euo pipefail

program=$1
receiver=$2
directory=$(mktemp -d)
export TMPDIR=$directory  # what a killed mock leaves goes with the rest
receiver_pid=
mock_pid=
unset TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY TENCENTCLOUD_TOKEN TCCC_PUSH_USER TCCC_PUSH_PASSWORD
export TENCENTCLOUD_CREDENTIALS_FILE=$directory/none

clean_up() {
  for pid in $receiver_pid $mock_pid; do
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$directory"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

mkfifo "$directory/received" "$directory/ready"
"$receiver" >"$directory/received" 2>"$directory/receiver_err" &
receiver_pid=$!
exec 4<"$directory/received"
read -r -t 60 line <&4 || fail "the receiver did not say where it listens"
url=${line#listening on }

"$program" mock --http --speed 1000 --push-url "$url" >"$directory/ready" &
mock_pid=$!
exec 3<"$directory/ready"
while read -r -t 60 line <&3; do
  case $line in
    "endpoint: "*) endpoint=${line#endpoint: } ;;
    "export TENCENTCLOUD_SECRET_ID="*) export TENCENTCLOUD_SECRET_ID=${line#*=} ;;
    "export TENCENTCLOUD_SECRET_KEY="*) export TENCENTCLOUD_SECRET_KEY=${line#*=} && break ;;
    *) fail "unexpected line of tccc mock" ;;
  esac
done

"$program" --endpoint "$endpoint" call agent --app 1400000000 --agent 15 --callee 008612300000000 >"$directory/out"
session=$(sed -n 's/^SessionId: //p' "$directory/out")
[[ -n $session ]] || fail "no call was placed"

for action in cdr record record; do
  read -r -t 60 line <&4 || fail "no push arrived"
  [[ $line == "$action {"* && $line == *"\"SessionId\":\"$session\""* ]] || fail "another push than $action: $line"
  [[ $line != *008612300000000* && $line != *records.example.com* ]] || fail "a number or a link is shown"
done
[[ ! -s $directory/receiver_err ]] || fail "a push was not accepted"

# Both end when they are told.
kill -TERM "$receiver_pid" "$mock_pid"
wait "$mock_pid" || fail "tccc mock did not end as it should"
mock_pid=
wait "$receiver_pid" 2>/dev/null || true
receiver_pid=
