#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts `tccc mock`, calls it with `tccc call`, and checks output and exit status. Usage: mock_and_call.sh PROGRAM
set -euo pipefail

program=$(realpath "$1")
directory=$(mktemp -d)
export TMPDIR=$directory  # what a killed mock leaves goes with the rest
mock_pid=
stopped_pid=
unset TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY TENCENTCLOUD_TOKEN

clean_up() {
  for pid in $stopped_pid $mock_pid; do
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

# expect STATUS TEXT ARGUMENTS...: runs the program; standard output has to contain TEXT.
expect() {
  local status=0 wanted_status=$1 wanted_text=$2
  shift 2
  "$program" "$@" >"$directory/out" 2>"$directory/err" || status=$?
  if [[ $status -ne $wanted_status || $(<"$directory/out") != *"$wanted_text"* ]]; then
    cat "$directory/out" "$directory/err" >&2
    fail "status $status instead of $wanted_status, or no '$wanted_text': $*"
  fi
}

mkfifo "$directory/ready"
"$program" mock --rate 0 >"$directory/ready" &
mock_pid=$!
exec 3<"$directory/ready"
while read -r -t 60 line <&3; do
  case $line in
    "endpoint: "*) endpoint=${line#endpoint: } ;;
    "ca_file: "*) ca_file=${line#ca_file: } ;;
    "export TENCENTCLOUD_SECRET_ID="*) export TENCENTCLOUD_SECRET_ID=${line#*=} ;;
    "export TENCENTCLOUD_SECRET_KEY="*) export TENCENTCLOUD_SECRET_KEY=${line#*=} && break ;;
    *) fail "unexpected line of tccc mock" ;;
  esac
done
[[ -n ${endpoint-} && -r ${ca_file-} && -n ${TENCENTCLOUD_SECRET_KEY-} ]] || fail "tccc mock did not say where it is"

cat >"$directory/agent.json" <<'JSON'
{"SdkAppId": 1400000000, "AIAgentId": 15, "Callee": "008612300000000",
 "PromptVariables": [{"Key": "name", "Value": "Li"}]}
JSON
cat >"$directory/ai.json" <<'JSON'
{"SdkAppId": 1400000000, "Callee": "008612300000000", "LLMType": "openai", "Model": "gpt-4o-mini",
 "APIKey": "not-a-key", "APIUrl": "https://api.openai.com/v1/", "VoiceType": "ZhiXi", "SystemPrompt": "Be kind."}
JSON

here=(--endpoint "$endpoint" --ca-file "$ca_file" --output json)
agent_flags=(call agent --app 1400000000 --agent 15)

expect 0 '{"SessionId":"' "${here[@]}" "${agent_flags[@]}" --callee 008612300000000 --var name=Li
expect 0 '{"SessionId":"' call agent --request "$directory/agent.json" "${here[@]}"
expect 0 '{"SessionId":"' call ai --request - "${here[@]}" <"$directory/ai.json"
expect 0 'SessionId: ' call ai --request "$directory/ai.json" --endpoint "$endpoint" --ca-file "$ca_file"
expect 0 '"DryRun":true' call ai --request "$directory/ai.json" --dry-run --output json
expect 2 '"code":"invalid_argument"' call ai --request "$directory/missing.json" --output json
expect 2 '"outcome":"not_sent"' call agent --output json
expect 6 '"outcome":"unknown"' "${agent_flags[@]}" --callee 008612300009001 "${here[@]}"
expect 0 'TC3-HMAC-SHA256 Credential=' sign "$directory/ai.json" --host ccc.localhost --timestamp 1735689600
! grep -q "$TENCENTCLOUD_SECRET_KEY" "$directory/out" "$directory/err" || fail "tccc sign shows the secret key"

TENCENTCLOUD_SECRET_KEY=wrong expect 4 '"service_code":"AuthFailure.SignatureFailure"' \
  "${agent_flags[@]}" --callee 008612300000000 "${here[@]}"
TENCENTCLOUD_SECRET_KEY='' expect 4 '"code":"credentials_unavailable"' \
  "${agent_flags[@]}" --callee 008612300000000 "${here[@]}"
TENCENTCLOUD_SECRET_KEY=$'wrong\r\n' expect 2 '"field":"secret_key"' \
  "${agent_flags[@]}" --callee 008612300000000 "${here[@]}"

# Neither a full disk nor a reader that is gone may hide that a call was placed.
mkfifo "$directory/abandoned"
exec 4<>"$directory/abandoned"  # a reader, without which the next line would wait for one
exec 5>"$directory/abandoned" 4>&-
exec 7>/dev/full
for unwritable in 5 7; do
  status=0
  "$program" "${agent_flags[@]}" --callee 008612300000000 "${here[@]}" 1>&"$unwritable" 2>"$directory/err" || status=$?
  [[ $status -eq 6 && $(<"$directory/err") == *"the call was placed"*SessionId* ]] ||
    fail "status $status with unwritable output $unwritable"
done
exec 5>&- 7>&-
status=0
"$program" "${agent_flags[@]}" --callee 008612300000000 "${here[@]}" 1>&- 2>"$directory/err" || status=$?
[[ $status -eq 6 && $(<"$directory/err") == *"the call was placed"*SessionId* ]] ||
  fail "status $status with standard output closed"
"$program" "${agent_flags[@]}" --callee 008612300000000 "${here[@]}" <&- 2>&- >"$directory/out" ||
  fail "status $? with standard input and error closed"
[[ $(<"$directory/out") == '{"SessionId":"'* ]] || fail "no SessionId with standard input and error closed"
# expect_told STATUS TEXT ARGUMENTS...: with standard output that cannot be written, standard error has to match TEXT.
expect_told() {
  local status=0 wanted_status=$1 wanted_text=$2
  shift 2
  "$program" "$@" "${here[@]}" >/dev/full 2>"$directory/err" || status=$?
  # A pattern.
  # shellcheck disable=SC2053
  [[ $status -eq $wanted_status && $(<"$directory/err") == $wanted_text ]] ||
    fail "status $status, and nobody would know of: $* $(<"$directory/err")"
}
expect_told 6 '*sent: 20*do not dial again*' "${agent_flags[@]}" --callee 008612300009001
expect_told 6 '*"TaskId":1*Do not send it again*' task create --app 1400000000 --agent 15 \
  --callee 008612300000000 --caller 008601000000001
expect_told 6 '*"SessionId":"*Do not send it again*' api CreateAIAgentCall "@$directory/agent.json"
# The mock loses the id of a call to this callee.
status=0
"$program" api CreateAIAgentCall '{"SdkAppId":1400000000,"AIAgentId":15,"Callee":"008612300009004"}' "${here[@]}" \
  >"$directory/out" 2>"$directory/err" || status=$?
[[ $status -eq 6 && $(<"$directory/out")$(<"$directory/err") == *SessionId* ]] ||
  fail "status $status of an answer as text that lacks the id of the call"

# Who stops the program while a phone may be ringing is told so. The mock answers this callee 20 seconds late; its list of
# calls tells that the request is there.
live_calls() {
  "$program" api DescribePSTNActiveSessionList '{"SdkAppId":1400000000,"Offset":0,"Limit":25}' "${here[@]}" \
    --show-numbers
}
slow=008612300009005
printf '{"SdkAppId":1400000000,"AIAgentId":15,"Callee":"%s"}' "$slow" >"$directory/slow.json"
placed=0
# stop_with SIGNAL ARGUMENTS...: runs the program until the mock has its request, and stops it.
stop_with() {
  local signal=$1 status=0 tries
  shift
  set -m  # without it a program in the background ignores SIGINT
  "$program" "$@" "${here[@]}" >"$directory/out" 2>"$directory/err" &
  stopped_pid=$!
  set +m
  placed=$((placed + 1))
  for ((tries = 0; tries < 1000; tries++)); do
    [[ $(live_calls | grep -o "$slow" | wc -l) -lt $placed ]] || break
  done
  kill -"$signal" "$stopped_pid"
  wait "$stopped_pid" || status=$?
  stopped_pid=
  [[ $status -eq 6 && $(<"$directory/out") == *'"code":"cancelled"'*'"outcome":"unknown"'*'"sent_at":"20'* ]] ||
    fail "status $status after SIG$signal of $1 $2, with: $(<"$directory/out")"
}
stop_with INT "${agent_flags[@]}" --callee "$slow"
stop_with TERM "${agent_flags[@]}" --callee "$slow"
stop_with INT api CreateAIAgentCall "@$directory/slow.json"

kill -TERM "$mock_pid"
status=0
wait "$mock_pid" || status=$?
mock_pid=
[[ $status -eq 0 ]] || fail "tccc mock ended with status $status"
expect 7 '"outcome":"not_sent"' "${agent_flags[@]}" --callee 008612300000000 --endpoint "$endpoint" --output json
[[ ! -e $ca_file ]] || fail "tccc mock left its files behind"
echo passed
