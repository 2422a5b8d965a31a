// SPDX-License-Identifier: Apache-2.0
// Wanted facts: checked, put into a request, and put into words for the prompt.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "codec/text_check.h"
#include "error/invalid_argument.h"
#include "tccc/extraction_schema.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"text",      "choice", "yes_no", "number",
                                                    "date_time", "phone",  "email"};
constexpr std::array<const char*, 7> kInfoTypes = {info_type::text,   info_type::selector, info_type::boolean,
                                                   info_type::number, info_type::text,     info_type::text,
                                                   info_type::text};

// What the library says to a model, in one language.
struct Wording {
  std::string_view heading;
  std::string_view optional;
  std::string_view choices;
  std::array<std::string_view, 7> answer;  // by kind: how to write the value
  std::string_view leave_empty;
};

constexpr std::array<Wording, 2> kWordings = {
    {{"Find out the following during the call. Ask for one thing at a time, repeat dates, numbers and addresses back "
      "to "
      "the person, and make nothing up.",
      " (if it comes up)",
      "one or more of: ",
      {"", "", "yes or no", "a number", "date and time in ISO 8601, such as 2025-01-31T14:30:00+08:00",
       "phone number with country code, such as +8613000000000", "e-mail address, such as name@example.com"},
      "Leave it empty when it was not said."},
     {"请在通话中了解以下信息。一次只问一件事，日期、号码和地址要向对方复述确认，不得编造。",
      "（如有提及）",
      "从以下选项中选择一项或多项：",
      {"", "", "是或否", "数字", "ISO 8601 格式的日期时间，例如 2025-01-31T14:30:00+08:00",
       "带国家码的电话号码，例如 +8613000000000", "电子邮箱地址，例如 name@example.com"},
      "如果对方没有说明，请留空。"}}};

std::size_t index_of(FactKind kind) {
  return static_cast<std::size_t>(kind);
}

const Wording& wording_of(PromptLanguage language) {
  return kWordings[language == PromptLanguage::chinese ? 1 : 0];
}

bool is_sound(const std::string& text) {
  return detail::check_text(text) == detail::TextFault::none;
}

bool are_sound(const std::vector<std::string>& texts) {
  return std::all_of(texts.begin(), texts.end(), is_sound);
}

std::optional<Error> check_choices(const WantedFact& fact, const std::string& field) {
  if (fact.kind != FactKind::choice) {
    if (!fact.choices.empty()) {
      return detail::invalid_argument(field, "are given for a fact that is no choice; make its kind choice");
    }
    return {};
  }
  if (fact.choices.size() < 2) return detail::invalid_argument(field, "are fewer than two; a choice needs them");
  for (auto choice = fact.choices.begin(); choice != fact.choices.end(); ++choice) {
    if (choice->empty()) return detail::invalid_argument(field, "have an empty one among them");
    if (std::find(fact.choices.begin(), choice, *choice) != choice) {
      return detail::invalid_argument(field, "have one twice");
    }
  }
  return {};
}

std::optional<Error> check_fact(const std::vector<WantedFact>& facts, std::size_t index) {
  const WantedFact& fact = facts[index];
  const std::string place = "facts[" + std::to_string(index) + "].";
  if (index_of(fact.kind) >= kKinds.size()) return detail::invalid_argument(place + "kind", "is none of FactKind");
  if (fact.name.empty()) return detail::invalid_argument(place + "name", "is empty; results are told apart by it");
  const auto end = facts.begin() + static_cast<std::ptrdiff_t>(index);
  if (std::any_of(facts.begin(), end, [&](const WantedFact& other) { return other.name == fact.name; })) {
    return detail::invalid_argument(place + "name", "stands a second time; results are told apart by it");
  }
  constexpr const char* kUnsound = "is not UTF-8 text without NUL";
  if (!is_sound(fact.name)) return detail::invalid_argument(place + "name", kUnsound);
  if (!is_sound(fact.description)) return detail::invalid_argument(place + "description", kUnsound);
  if (!are_sound(fact.examples)) return detail::invalid_argument(place + "examples", kUnsound);
  if (!are_sound(fact.choices)) return detail::invalid_argument(place + "choices", kUnsound);
  return check_choices(fact, place + "choices");
}

std::string join(std::string_view first, std::string_view blank, std::string_view second) {
  std::string text(first);
  if (!first.empty() && !second.empty()) text.append(blank);
  return text.append(second);
}

}  // namespace

std::string_view to_string(FactKind kind) noexcept {
  return index_of(kind) < kKinds.size() ? kKinds[index_of(kind)] : std::string_view("unknown");
}

Result<ExtractionSchema> ExtractionSchema::create(std::vector<WantedFact> facts, ExtractionOptions options) {
  if (facts.empty()) return detail::invalid_argument("facts", "are none; name at least one");
  if (facts.size() > kMostFacts) return detail::invalid_argument("facts", "are more than 100");
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (auto error = check_fact(facts, i)) return *error;
  }
  // A number that is plausible in every country, so that a failure is about the code.
  if (!options.home_country.empty() && !PhoneNumber::parse("4001234567", options.home_country)) {
    return detail::invalid_argument("home_country", "is no country code, such as 86");
  }
  return ExtractionSchema(std::move(facts), std::move(options));
}

ExtractionSchema::ExtractionSchema(std::vector<WantedFact> facts, ExtractionOptions options) noexcept
    : facts_(std::move(facts)), options_(std::move(options)) {}

std::vector<ExtractItem> ExtractionSchema::extract_items() const {
  const Wording& wording = wording_of(options_.language);
  std::vector<ExtractItem> items;
  items.reserve(facts_.size());
  for (const WantedFact& fact : facts_) {
    ExtractItem item;
    item.info_type = kInfoTypes[index_of(fact.kind)];
    item.info_name = fact.name;
    std::string content = fact.description;
    if (item.info_type == info_type::text && fact.kind != FactKind::text) {
      content = join(content, " - ", wording.answer[index_of(fact.kind)]);
      content = join(content, ". ", wording.leave_empty);
    }
    if (!content.empty()) item.info_content = std::move(content);
    item.examples = fact.examples;
    item.choices = fact.choices;
    items.push_back(std::move(item));
  }
  return items;
}

std::string ExtractionSchema::prompt_text() const {
  const Wording& wording = wording_of(options_.language);
  std::string text("\n\n");
  text.append(wording.heading);
  for (const WantedFact& fact : facts_) {
    text.append("\n- ").append(join(fact.name, ": ", fact.description));
    if (!fact.is_required) text.append(wording.optional);
    std::string form(wording.answer[index_of(fact.kind)]);
    if (fact.kind == FactKind::choice) {
      form = wording.choices;
      for (const std::string& choice : fact.choices)
        form.append(&choice == fact.choices.data() ? "" : " / ").append(choice);
    }
    if (!form.empty()) text.append(" [").append(form).append("]");
  }
  return text.append("\n");
}

}  // namespace v1
}  // namespace tccc
