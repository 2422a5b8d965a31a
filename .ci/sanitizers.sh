#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Memory errors, undefined behaviour and data races in the tests of the library.
set -euo pipefail

run="$(dirname "$0")/../tests/run.sh"
"$run" --sanitize address,undefined --filter '^(unit|contract|loopback)\.'
# What starts threads; the rest would only take longer.
"$run" --sanitize thread --filter '^(loopback\.|unit\.(Client|Curl|HttpServer|Mock|ScriptedTransport))'
