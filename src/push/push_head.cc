// SPDX-License-Identifier: Apache-2.0
// What stands around the body of a push.
#include "push/push_head.h"

#include <algorithm>

#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kUuid = "X-TCCC-PUSH-UUID";
constexpr std::string_view kContentType = "Content-Type";
constexpr std::size_t kMostQueryBytes = 8192;
constexpr std::size_t kLongestWord = 64;   // action, version
constexpr std::size_t kLongestUuid = 128;  // PushLedger promises it

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// The service hangs its parameters on the URL of the console. How, where that has some already, is not documented: a
// second `?` parts like `&`, and the last value counts, since the service adds at the end.
std::string_view parameter(std::string_view query, std::string_view name) {
  std::string_view found;
  while (!query.empty()) {
    const std::size_t end = (std::min)(query.find_first_of("&?"), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix((std::min)(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) found = pair.substr(equals + 1);
  }
  return found;
}

// `application/json;charset=utf8`: the service spells the character set so.
std::optional<PushFault> check_content_type(const PushRequest& request) {
  std::string_view rest = header_value(request, kContentType);
  if (rest.empty()) return std::nullopt;
  const PushFault fault{415, std::string(kContentType), "is not application/json in UTF-8"};
  const auto next = [&rest] {
    const std::size_t end = (std::min)(rest.find(';'), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end), kLineBlanks);
    rest.remove_prefix((std::min)(end + 1, rest.size()));
    return part;
  };
  if (!same_word(next(), "application/json")) return fault;
  while (!rest.empty()) {
    const std::string_view part = next();
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || !same_word(trimmed(part.substr(0, equals), kLineBlanks), "charset"))
      continue;
    std::string_view value = trimmed(part.substr(equals + 1), kLineBlanks);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (!same_word(value, "utf8") && !same_word(value, "utf-8")) return fault;
  }
  return std::nullopt;
}

}  // namespace

bool same_word(std::string_view left, std::string_view right) noexcept {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lowered(a) == lowered(b); });
}

std::string_view header_value(const PushRequest& request, std::string_view name, std::size_t* times) {
  std::string_view value;
  for (const PushHeader& header : request.headers) {
    if (!same_word(header.name, name)) continue;
    value = trimmed(header.value, kLineBlanks);
    if (times != nullptr) ++*times;
  }
  return value;
}

std::optional<PushFault> read_push_head(const PushRequest& request, PushEvent& event) {
  if (request.method != "POST") return PushFault{405, "method", "is not POST"};
  if (request.query.size() > kMostQueryBytes) return PushFault{414, "query", "is longer than 8 KiB"};
  if (auto fault = check_content_type(request)) return fault;
  std::size_t uuids = 0;
  const std::string_view uuid = header_value(request, kUuid, &uuids);
  if (uuids > 1) return PushFault{400, std::string(kUuid), "stands twice"};
  if (uuid.size() > kLongestUuid || !is_printable(uuid)) {
    return PushFault{400, std::string(kUuid), "is longer than 128 bytes or not printable"};
  }
  const std::string_view action = parameter(request.query, "action");
  const std::string_view version = parameter(request.query, "version");
  if (action.empty()) {
    return PushFault{400, "query", "has no action: hand over the query of the request, such as action=cdr&version=1"};
  }
  for (const std::string_view word : {action, version}) {
    if (word.size() > kLongestWord || !is_printable(word)) {
      return PushFault{400, "query", "has an action or version longer than 64 bytes or not printable"};
    }
  }
  event.uuid = uuid;
  event.action = action;
  event.version = version;
  return std::nullopt;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
