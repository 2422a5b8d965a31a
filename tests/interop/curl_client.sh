#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# curl as a client of the mock endpoint, with a signature that `tccc sign` printed. Usage: curl_client.sh TCCC
set -euo pipefail

tccc=$1
directory=$(mktemp -d)
export TMPDIR=$directory  # what a killed mock leaves goes with the rest
mock_pid=

clean_up() {
  if [[ -n $mock_pid ]]; then
    kill "$mock_pid" 2>/dev/null || true
    wait "$mock_pid" 2>/dev/null || true
  fi
  rm -rf "$directory"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

TENCENTCLOUD_SECRET_ID=AKID$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
TENCENTCLOUD_SECRET_KEY=tccctestkey$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY

mkfifo "$directory/ready"
"$tccc" mock >"$directory/ready" &
mock_pid=$!
exec 3<"$directory/ready"
endpoint=
ca_file=
while [[ -z $endpoint || -z $ca_file ]] && read -r -t 60 key value <&3; do
  case $key in
    endpoint:) endpoint=$value ;;
    ca_file:) ca_file=$value ;;
  esac
done
[[ -n $endpoint && -r $ca_file ]] || fail "tccc mock did not say where it is"

printf '%s' '{"SdkAppId":1400000000,"AIAgentId":15,"Callee":"008612300000000"}' >"$directory/call.json"

# post BODY_FILE: what curl is answered for the body, signed for call.json.
post() {
  local timestamp authorization
  timestamp=$(date +%s)
  authorization=$("$tccc" sign --payload "$directory/call.json" --action CreateAIAgentCall --endpoint "$endpoint" \
    --timestamp "$timestamp" --output json --sign-action | sed -n 's/.*"Authorization":"\([^"]*\)".*/\1/p')
  [[ $authorization == TC3-HMAC-SHA256* ]] || fail "tccc sign printed no signature"
  curl --silent --show-error --max-time 30 --cacert "$ca_file" --data-binary "@$1" "$endpoint/" \
    --header "Content-Type: application/json" --header "Authorization: $authorization" \
    --header "X-TC-Action: CreateAIAgentCall" --header "X-TC-Version: 2020-02-10" \
    --header "X-TC-Timestamp: $timestamp"
}

answer=$(post "$directory/call.json")
[[ $answer == *'"SessionId":"'* ]] || fail "no call was placed: $answer"

sed 's/"AIAgentId":15/"AIAgentId":16/' "$directory/call.json" >"$directory/other.json"
answer=$(post "$directory/other.json")
[[ $answer == *'"Code":"AuthFailure.SignatureFailure"'* ]] || fail "the signature of another body was taken: $answer"
echo "curl placed a call with a signature of tccc sign, and none with that of another body"
