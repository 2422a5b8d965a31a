#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the library costs whoever builds with it: tests/benchmark/build_cost.sh BUILD [--short], with a Release build.
# The short form does not time how long the library itself takes to build.
set -euo pipefail

root="$(cd "$(dirname "$0")/../.." && pwd)"
build="$(cd "$1" && pwd)"
compiler="${CXX:-c++}"
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT

cat >"$directory/user.cc" <<'END'
#include <tccc/tccc.h>
int main() {
  auto client = tccc::Client::create(tccc::environment_credentials());
  if (!client) return 1;
  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  return client->send(request) ? 0 : 1;
}
END
sed 's|#include <tccc/tccc.h>|#include <tccc/api/create_ai_agent_call.h>\n#include <tccc/client.h>\n#include <tccc/credentials.h>|' \
  "$directory/user.cc" >"$directory/narrow.cc"
# As target_precompile_headers() does it.
echo '#include <tccc/tccc.h>' >"$directory/precompiled.h"
echo 'int main() {}' >"$directory/empty.cc"
# What the headers of the library include themselves: no user's translation unit takes less.
(cd "$root/include" && find tccc -name '*.h' -not -path 'tccc/testing/*' -not -path 'tccc/redis/*' \
  -not -path 'tccc/opentelemetry/*' -not -name coroutine.h -exec sed -n '/^#include </p' {} + | sort -u) \
  >"$directory/standard.cc"
echo 'int main() {}' >>"$directory/standard.cc"

cd "$directory"
compile_seconds() { # source, options
  local best=999
  for _ in 1 2 3; do
    local began ended
    began="$(date +%s%N)"
    "$compiler" -std=c++17 -O2 -I"$root/include" -c "$@" -o unit.o
    ended="$(date +%s%N)"
    best="$(awk -v a="$began" -v b="$ended" -v c="$best" 'BEGIN { s = (b - a) / 1e9; print (s < c ? s : c) }')"
  done
  echo "$best"
}

status=0
row() { # name, unit, value, goal [, what is reached where the goal is still far]
  local far="${5:+  not reached yet}"
  if awk -v v="$3" -v b="${5:-$4}" 'BEGIN { exit !(v > 1.5 * b) }'; then
    far="  far off"
    status=1
  fi
  printf '%-46s %-9s %12.2f  <= %s%s\n' "$1" "$2" "$3" "$4" "$far"
}

printf '%-46s %-9s %12s  %s\n' "cost of building" unit tccc goal
row "user's translation unit, -O2" s "$(compile_seconds user.cc)" 0.45 2.6
printf '%-46s %-9s %12.2f\n' "the same with the headers it needs alone" s "$(compile_seconds narrow.cc)"
"$compiler" -std=c++17 -O2 -I"$root/include" -x c++-header precompiled.h -o precompiled.h.gch
printf '%-46s %-9s %12.2f\n' "the same with tccc.h precompiled" s "$(compile_seconds user.cc -include precompiled.h)"
printf '%-46s %-9s %12.2f\n' "empty translation unit, -O2" s "$(compile_seconds empty.cc)"
printf '%-46s %-9s %12.2f\n' "the standard headers of tccc.h alone, -O2" s "$(compile_seconds standard.cc)"
row "preprocessed lines of tccc.h" lines "$("$compiler" -std=c++17 -I"$root/include" -E -P user.cc | wc -l)" 70000
program_megabytes() { # linker options
  "$compiler" -std=c++17 -O2 -I"$root/include" user.cc "$build/src/libtccc.a" "$@" -lcurl -lssl -lcrypto -pthread -s \
    -o minimal
  awk -v b="$(stat -c %s minimal)" 'BEGIN { print b / 1e6 }'
}
row "stripped minimal program, static library" MB "$(program_megabytes)" 0.6
printf '%-46s %-9s %12.2f\n' "the same with -Wl,--gc-sections" MB "$(program_megabytes -Wl,--gc-sections)"
if [[ "${2:-}" != --short ]]; then
  cmake -S "$root" -B "$directory/library" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTCCC_BUILD_TESTING_LIBRARY=OFF \
    -DTCCC_BUILD_PROGRAM=OFF -DTCCC_BUILD_EXAMPLES=OFF >/dev/null
  began=$SECONDS
  cmake --build "$directory/library" -j 2 >/dev/null
  row "library build, 2 cores" s "$((SECONDS - began))" 45
fi
exit "$status"
