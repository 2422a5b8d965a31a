#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Follows calls of `tccc mock`, whose time is sped up, with the other verbs. Usage: follow_a_call.sh PROGRAM
set -euo pipefail

program=$1
directory=$(mktemp -d)
export TMPDIR=$directory  # what a killed mock leaves goes with the rest
export TCCC_APP_ID=1400000000 TZ=UTC
mock_pid=
unset TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY TENCENTCLOUD_TOKEN
export TENCENTCLOUD_CREDENTIALS_FILE=$directory/none

clean_up() {
  if [[ -n $mock_pid ]]; then
    kill -KILL "$mock_pid" 2>/dev/null || true
    wait "$mock_pid" 2>/dev/null || true
  fi
  rm -rf "$directory"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect STATUS TEXT ARGUMENTS...: runs the program; standard output has to contain TEXT.
expect() {
  local status=0 wanted_status=$1 wanted_text=$2
  shift 2
  "$program" --endpoint "$endpoint" "$@" >"$directory/out" 2>"$directory/err" || status=$?
  if [[ $status -ne $wanted_status || $(<"$directory/out") != *"$wanted_text"* ]]; then
    cat "$directory/out" "$directory/err" >&2
    fail "status $status instead of $wanted_status, or no '$wanted_text': $*"
  fi
}

# start_mock ARGUMENTS...
start_mock() {
  unset TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY
  rm -f "$directory/ready"
  mkfifo "$directory/ready"
  "$program" mock --http --rate 0 "$@" >"$directory/ready" &
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
}

stop_mock() {
  kill -TERM "$mock_pid"
  wait "$mock_pid" || fail "tccc mock failed"
  mock_pid=
  exec 3<&-
}

place() {
  expect 0 'SessionId: ' call agent --app 1400000000 --agent 15 --callee "$1"
  session=$(sed -n 's/^SessionId: //p' "$directory/out")
}

# Calls that are over at once.
start_mock --speed 1000000
# What is left of a variable that is not set is no value, and an option is worth more than the variable for it.
endpoint='' expect 2 '"field":"--endpoint"' agents --dry-run --output json
expect 2 '"field":"--since"' cdr --since '' --output json
expect 2 '"field":"id"' task stop '' --output json
expect 0 '"SdkAppId":5' agents --app 5 --dry-run --output json
TCCC_APP_ID=x expect 2 '"field":"TCCC_APP_ID"' agents --output json
TCCC_APP_ID='' expect 2 '"field":"--app"' agents --output json
place 008612300000000
expect 0 'aiAgentEndCall (233)' session wait "$session" --interval 0.1 --timeout 60
expect 0 'callee: 0086123****0000' session show "$session"
for part in 'callee  Yes, go ahead.' 'turn 1' 'first token' 'end to end' '####' 'summary: '; do
  [[ $(<"$directory/out") == *"$part"* ]] || fail "no '$part' in session show"
done
expect 0 '"Transcript":[' session show "$session" --output json
expect 0 'Yes, go ahead.' session transcript "$session"
expect 0 'end to end' session latency "$session"
expect 0 'Follow-up' agents
expect 0 '"AIAgentId":15' --output json agents
place 008612300008001
expect 0 'busy (206)' cdr --since 1h --phone 008612300008001
expect 0 '0086123****8001' cdr --since 1h
expect 0 '008612300008001' cdr --since 1h --show-numbers
expect 0 '"TotalCount":2' cdr --output json
expect 0 '"Callee":"0086123****8001"' api DescribeTelSession --output json \
  "{\"SdkAppId\":1400000000,\"SessionId\":\"$session\"}"
expect 3 '"service_code":"FailedOperation.SessionNotExists"' session hangup nobody --output json
expect 2 '"field":"json"' api DescribeTelCdr '[]' --output json
expect 6 '"sent_at":"' call agent --app 1400000000 --agent 15 --callee 008612300009001 --output json
sent=$(sed -n 's/.*"sent_at":"\([^"]*\)".*/\1/p' "$directory/out")
expect 0 'The call was placed. Do not dial.' reconcile --agent 15 --callee 008612300009001 --sent "$sent"
expect 6 '"outcome":"unknown"' call agent --app 1400000000 --agent 15 --callee 008612300009006 --output json
expect 0 '"Placement":"placed"' reconcile --agent 15 --callee 008612300009001 --sent "$sent" --wait --output json
for part in '"SessionId":"' '"Candidates":[{"SessionId":"' '"IsLive":false' '"StartedAt":"20'; do
  [[ $(<"$directory/out") == *"$part"* ]] || fail "no '$part' in reconcile --wait"
done
expect 6 'No trace of the call yet' reconcile --agent 15 --callee 008612300009006 --sent "$sent"
expect 6 '"Placement":"not_found_yet"' reconcile --agent 15 --callee 008612300009006 --sent "$sent" --output json
for part in '"SessionId":""' '"Candidates":[]' '"LookAgainAt":"20' '"LifeEndsAt":"20'; do
  [[ $(<"$directory/out") == *"$part"* ]] || fail "no '$part' in reconcile"
done
# Searched for at another time, the call that was placed would be found to be none.
for beside in 3h "${sent%T*}" "${sent%Z}"; do
  expect 2 '"field":"--sent"' reconcile --agent 15 --callee 008612300009001 --sent "$beside" --output json
done
for wrong in 8h 2025-01-01T08:00; do
  expect 2 '"field":"--start"' task create --agent 15 --callee 008612300000000 --caller 008601000000001 \
    --start "$wrong" --output json
done
expect 0 'TaskId: 1' task create --agent 15 --callee 008612300000000 --caller 008601000000001 --name reminders
expect 0 'answered' task show 1
expect 0 'reminders' task show
expect 2 '"field":"TaskId"' task show 0 --output json
expect 3 '' task stop 1
stop_mock

# A call that goes on for as long as the test takes.
start_mock --speed 0.001
expect 0 'TaskId: 1' task create --agent 15 --callee 008612300000000 --caller 008601000000001 --start 2099-01-01
expect 0 'paused' task pause 1
expect 0 'runs' task resume 1
expect 0 'ended' task stop 1
place 008612300000000
expect 0 'state: ringing' session show "$session"
expect 3 '' session say "$session" 'Hello?'
expect 3 '' session transfer "$session" --skill-group 7
expect 0 'The call is being ended.' session hangup "$session"
stop_mock
echo passed
