// SPDX-License-Identifier: Apache-2.0
// Answers of the service as JSON that can be shown.
#include "cli/masked_json.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tccc/phone_number.h"

namespace tccc::cli {
namespace {

using nlohmann::ordered_json;

constexpr int kMostNesting = 64;

bool holds_number(std::string_view member) {
  constexpr std::array<std::string_view, 9> kEndings = {"Caller", "Callee",     "Phone",        "Callers", "Callees",
                                                        "Phones", "TransferTo", "TransferFrom", "User"};
  return std::any_of(kEndings.begin(), kEndings.end(), [member](std::string_view ending) {
    return member.size() >= ending.size() && member.substr(member.size() - ending.size()) == ending;
  });
}

bool is_number(std::string_view text, bool is_expected) {
  constexpr std::size_t kShortest = 5;
  const bool has_plus = !text.empty() && text.front() == '+';
  const std::string_view digits = has_plus ? text.substr(1) : text;
  if (digits.size() < kShortest || digits.size() > 20) return false;
  const bool is_digits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_digits && (is_expected || has_plus || (digits.substr(0, 2) == "00" && digits.size() >= 9));
}

void mask_numbers(ordered_json& root) {
  std::vector<std::pair<ordered_json*, bool>> open = {{&root, false}};
  while (!open.empty()) {
    const auto [value, is_expected] = open.back();
    open.pop_back();
    if (value->is_string()) {
      const std::string& text = value->get_ref<const std::string&>();
      if (is_number(text, is_expected)) *value = masked_phone(text);
    } else if (value->is_array()) {
      for (ordered_json& element : *value) open.emplace_back(&element, is_expected);
    } else if (value->is_object()) {
      for (auto& [name, member] : value->items()) open.emplace_back(&member, holds_number(name));
    }
  }
}

ordered_json parse(std::string_view json) {
  const auto is_shallow = [](int depth, ordered_json::parse_event_t, const ordered_json&) {
    return depth <= kMostNesting;
  };
  return ordered_json::parse(json.begin(), json.end(), is_shallow, false);
}

std::string dump(ordered_json& json, bool has_whole_numbers, bool is_indented) {
  if (!has_whole_numbers) mask_numbers(json);
  return json.dump(is_indented ? 2 : -1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string shown_json(std::string_view json, bool has_whole_numbers, bool is_indented) {
  ordered_json parsed = parse(json);
  return parsed.is_discarded() ? std::string(json) : dump(parsed, has_whole_numbers, is_indented);
}

std::string shown_json(std::string_view json, std::string_view request_id, bool has_whole_numbers, bool is_indented) {
  ordered_json parsed = parse(json);
  if (!parsed.is_object()) return std::string(json);
  parsed["RequestId"] = std::string(request_id);
  return dump(parsed, has_whole_numbers, is_indented);
}

}  // namespace tccc::cli
