// SPDX-License-Identifier: Apache-2.0
// Answers of the service as JSON that can be shown.
#include "cli/masked_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tccc/phone_number.h"

namespace tccc::cli {
namespace {

using nlohmann::ordered_json;

constexpr int kMostNesting = 64;
constexpr int kMostWrappings = 4;  // of JSON in a string of JSON; what is deeper is not shown
constexpr std::string_view kHidden = "****";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether the text, in any case, ends so.
bool ends_with(std::string_view text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  const std::string_view tail = text.substr(text.size() - ending.size());
  return std::equal(tail.begin(), tail.end(), ending.begin(),
                    [](char own, char wanted) { return lower(own) == wanted; });
}

bool holds_number(std::string_view member) {
  constexpr std::array<std::string_view, 13> kEndings = {"caller", "callers",    "callee",      "callees", "phone",
                                                         "phones", "number",     "numbers",     "mobile",  "mobiles",
                                                         "user",   "transferto", "transferfrom"};
  constexpr std::array<std::string_view, 2> kOthers = {"pagenumber", "staffnumber"};  // of a page, of an employee
  const auto is_ending = [member](std::string_view ending) { return ends_with(member, ending); };
  if (std::any_of(kOthers.begin(), kOthers.end(), is_ending)) return false;
  return std::any_of(kEndings.begin(), kEndings.end(), is_ending);
}

constexpr std::ptrdiff_t kFewestDigits = 5;

/// Where a number is expected: anything but an address of mail, which names an agent.
bool is_number(std::string_view text) {
  return text.find('@') == std::string_view::npos && std::count_if(text.begin(), text.end(), is_digit) >= kFewestDigits;
}

/// Anywhere else: a number that begins as those of a country do.
bool is_international_number(std::string_view text) {
  constexpr std::ptrdiff_t kFewestAfterZeros = 9;
  constexpr std::ptrdiff_t kMostDigits = 20;
  const bool has_plus = !text.empty() && text.front() == '+';
  if (has_plus) text.remove_prefix(1);
  const auto belongs = [](char c) {
    return is_digit(c) || std::string_view(" -.()").find(c) != std::string_view::npos;
  };
  if (text.empty() || !std::all_of(text.begin(), text.end(), belongs)) return false;
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return digits <= kMostDigits &&
         (has_plus ? digits >= kFewestDigits : digits >= kFewestAfterZeros && text.substr(0, 2) == "00");
}

/// Discarded where it is no JSON. What is nested too deep is left out, and `is_whole` then false.
ordered_json parse(std::string_view text, bool& is_whole) {
  is_whole = true;
  const auto is_shallow = [&is_whole](int depth, ordered_json::parse_event_t, const ordered_json&) {
    if (depth > kMostNesting) is_whole = false;
    return depth <= kMostNesting;
  };
  return ordered_json::parse(text.begin(), text.end(), is_shallow, false);
}

std::string write(const ordered_json& json, bool is_indented) {
  return json.dump(is_indented ? 2 : -1, ' ', false, ordered_json::error_handler_t::replace);
}

bool mask_numbers(ordered_json& root, bool is_root_expected, int wrappings);

/// The text with the numbers in it masked, where it is JSON of an object or a list. None: it is not, or has no numbers.
std::optional<std::string> mask_wrapped(const std::string& text, bool is_expected, int wrappings) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos || (text[begin] != '{' && text[begin] != '[')) return {};
  if (wrappings == kMostWrappings) return std::string(kHidden);
  bool is_whole = true;
  ordered_json inner = parse(text, is_whole);
  if (inner.is_discarded()) return {};
  if (!is_whole) return std::string(kHidden);
  if (!mask_numbers(inner, is_expected, wrappings + 1)) return {};
  return write(inner, false);
}

/// Whether something was masked, or could have been.
bool mask_value(ordered_json& value, bool is_expected, int wrappings) {
  if (value.is_number()) {
    constexpr double kLeast = 10000;  // has the fewest digits
    if (!is_expected || std::abs(value.get<double>()) < kLeast) return false;
    value = masked_phone(value.dump());
    return true;
  }
  if (!value.is_string()) return false;
  const std::string text = value.get<std::string>();
  if (auto masked = mask_wrapped(text, is_expected, wrappings)) {
    value = *std::move(masked);
    return true;
  }
  if (!(is_expected ? is_number(text) : is_international_number(text))) return false;
  value = masked_phone(text);
  return true;
}

// Goes down by a list of its own, and by itself only into JSON in strings.
bool mask_numbers(ordered_json& root, bool is_root_expected, int wrappings) {
  bool has_numbers = false;
  std::vector<std::pair<ordered_json*, bool>> open = {{&root, is_root_expected}};
  while (!open.empty()) {
    const auto [value, is_expected] = open.back();
    open.pop_back();
    if (value->is_array()) {
      for (ordered_json& element : *value) open.emplace_back(&element, is_expected);
    } else if (value->is_object()) {
      for (auto& [name, member] : value->items()) {
        // What a model found out may be a figure, and is then called `Number`.
        const bool is_member_expected = holds_number(name) && !(name == "Number" && member.is_number());
        has_numbers = has_numbers || is_member_expected;
        open.emplace_back(&member, is_member_expected);
      }
    } else if (mask_value(*value, is_expected, wrappings)) {
      has_numbers = true;
    }
  }
  return has_numbers;
}

std::string dump(ordered_json& json, bool has_whole_numbers, bool is_indented) {
  if (!has_whole_numbers) mask_numbers(json, false, 0);
  return write(json, is_indented);
}

}  // namespace

std::string shown_json(std::string_view json, bool has_whole_numbers, bool is_indented) {
  bool is_whole = true;
  ordered_json parsed = parse(json, is_whole);
  return parsed.is_discarded() ? std::string(json) : dump(parsed, has_whole_numbers, is_indented);
}

std::string shown_json(std::string_view json, std::string_view request_id, bool has_whole_numbers, bool is_indented) {
  bool is_whole = true;
  ordered_json parsed = parse(json, is_whole);
  if (!parsed.is_object()) return std::string(json);
  parsed["RequestId"] = std::string(request_id);
  return dump(parsed, has_whole_numbers, is_indented);
}

}  // namespace tccc::cli
