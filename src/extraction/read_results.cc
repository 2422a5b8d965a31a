// SPDX-License-Identifier: Apache-2.0
// The service's results as typed values; what is missing or cannot be right is named.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "codec/text_check.h"
#include "codec/text_ends.h"
#include "tccc/extraction_schema.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321, 4.5.3.1
constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLabel = 63;

constexpr std::array<std::string_view, 3> kStatuses = {"found", "missing", "implausible"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_letter_or_digit(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

// Labels between dots, each not empty and of these characters.
template <class IsAllowed>
bool is_dotted(std::string_view text, std::size_t longest, IsAllowed is_allowed) {
  for (;;) {
    const std::size_t end = (std::min)(text.find('.'), text.size());
    const std::string_view label = text.substr(0, end);
    if (label.empty() || label.size() > longest || !is_allowed(label)) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_local_label(std::string_view label) {
  return std::all_of(label.begin(), label.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

bool is_domain_label(std::string_view label) {
  return label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

void accept(FactFinding& finding, FactValue value) {
  finding.status = FactFinding::Status::found;
  finding.value = std::move(value);
}

void doubt(FactFinding& finding, std::string why, std::string_view raw) {
  finding.status = FactFinding::Status::implausible;
  finding.why = std::move(why);
  finding.raw = raw;
}

void read_choice(const WantedFact& fact, const ExtractedValue& result, FactFinding& finding) {
  ChosenValues chosen;
  for (const std::string& value : result.chosen) {
    if (detail::trimmed(value, detail::kTextBlanks).empty()) continue;  // as an empty text, nothing
    chosen.values.push_back(value);
    if (std::find(fact.choices.begin(), fact.choices.end(), value) == fact.choices.end()) {
      return doubt(finding, "is none of the choices", value);
    }
  }
  if (!chosen.values.empty()) accept(finding, std::move(chosen));
}

void read_text(const WantedFact& fact, const ExtractedValue& result, const ExtractionOptions& options,
               FactFinding& finding) {
  const std::string_view text = detail::trimmed(result.text, detail::kTextBlanks);
  if (text.empty()) return;
  if (detail::check_text(text) != detail::TextFault::none) return doubt(finding, "is not UTF-8 text", text);
  switch (fact.kind) {
    case FactKind::date_time:
      if (const auto time = parse_date_time(text)) return accept(finding, *time);
      return doubt(finding, "is no ISO 8601 date or time that exists", text);
    case FactKind::phone: {
      Result<PhoneNumber> number = PhoneNumber::parse(text, options.home_country);
      if (number) return accept(finding, *std::move(number));
      return doubt(finding, number.error().message(), text);
    }
    case FactKind::email:
      if (is_plausible_email(text)) return accept(finding, EmailAddress{std::string(text)});
      return doubt(finding, "is no address that mail could reach", text);
    default:
      return accept(finding, std::string(text));
  }
}

void read_value(const WantedFact& fact, const ExtractedValue& result, const ExtractionOptions& options,
                FactFinding& finding) {
  switch (fact.kind) {
    case FactKind::choice:
      return read_choice(fact, result, finding);
    case FactKind::yes_no:
      if (result.boolean) accept(finding, *result.boolean);
      return;
    case FactKind::number:
      if (!result.number) return;
      if (std::isfinite(*result.number)) return accept(finding, *result.number);
      return doubt(finding, "is no number", {});
    default:
      return read_text(fact, result, options, finding);
  }
}

}  // namespace

std::string_view to_string(FactFinding::Status status) noexcept {
  const auto index = static_cast<std::size_t>(status);
  return index < kStatuses.size() ? kStatuses[index] : std::string_view("unknown");
}

bool is_plausible_email(std::string_view text) noexcept {
  const std::size_t at = text.find('@');
  if (text.size() > kLongestAddress || at == std::string_view::npos || at > kLongestLocalPart) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t last_dot = domain.rfind('.');
  if (last_dot == std::string_view::npos) return false;
  const std::string_view top = domain.substr(last_dot + 1);
  return is_dotted(text.substr(0, at), kLongestLocalPart, is_local_label) &&
         is_dotted(domain, kLongestLabel, is_domain_label) && top.size() >= 2 &&
         (std::all_of(top.begin(), top.end(), is_letter) || top.substr(0, 4) == "xn--");
}

bool ExtractionReport::is_complete() const noexcept {
  return std::all_of(facts.begin(), facts.end(), [](const FactFinding& finding) {
    return !finding.is_required || finding.status == FactFinding::Status::found;
  });
}

std::vector<std::string> ExtractionReport::open_facts() const {
  std::vector<std::string> names;
  for (const FactFinding& finding : facts) {
    if (finding.is_required && finding.status != FactFinding::Status::found) names.push_back(finding.name);
  }
  return names;
}

const FactFinding* ExtractionReport::find(std::string_view name) const noexcept {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const FactFinding& finding) { return finding.name == name; });
  return found == facts.end() ? nullptr : &*found;
}

ExtractionReport ExtractionSchema::read(const std::vector<ExtractedValue>& results) const {
  ExtractionReport report;
  report.facts.reserve(facts_.size());
  for (const WantedFact& fact : facts_) {
    FactFinding finding;
    finding.name = fact.name;
    finding.kind = fact.kind;
    finding.is_required = fact.is_required;
    std::size_t times = 0;
    for (const ExtractedValue& result : results) {
      if (result.name != fact.name) continue;
      if (++times == 1) read_value(fact, result, options_, finding);
    }
    if (times > 1) {
      finding.value.reset();
      doubt(finding, "was given more than once", {});
    } else if (finding.status == FactFinding::Status::missing) {
      finding.why = times == 0 ? "is not among the results" : "has no value";
    }
    report.facts.push_back(std::move(finding));
  }
  for (const ExtractedValue& result : results) {
    if (report.find(result.name) == nullptr) report.unknown.push_back(result);
  }
  return report;
}

}  // namespace v1
}  // namespace tccc
