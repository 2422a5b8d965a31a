// SPDX-License-Identifier: Apache-2.0
// A list of facts to learn on a call: as the request's extraction settings and text for the prompt, and the service's
// results as typed, checked values.
//
//     auto schema = tccc::ExtractionSchema::create({{"name", tccc::FactKind::text, "Full name of the caller"},
//                                                   {"call_back", tccc::FactKind::phone, "Number for a call back"}});
//     request.extract = schema->extract_items();
//     request.system_prompt += schema->prompt_text();
//     ...
//     tccc::ExtractionReport report = schema->read(results);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tccc/export.h"
#include "tccc/phone_number.h"
#include "tccc/result.h"
#include "tccc/types/extract.h"

namespace tccc {
inline namespace v1 {

/// What a fact is. The service knows text, choices, yes or no, and numbers; the others are asked for as text and
/// checked here.
enum class FactKind : std::uint8_t {
  text,       ///< std::string
  choice,     ///< ChosenValues: one or more of WantedFact::choices
  yes_no,     ///< bool. A fact that never came up may come back as false: the service does not tell them apart.
  number,     ///< double; likewise 0
  date_time,  ///< DateTime
  phone,      ///< PhoneNumber
  email,      ///< EmailAddress
};

/// "text", "choice", "yes_no", "number", "date_time", "phone", "email".
TCCC_API std::string_view to_string(FactKind kind) noexcept;

/// One fact to learn.
struct WantedFact {
  std::string name = {};                   ///< Unique within the schema; what the result is called.
  FactKind kind = FactKind::text;          ///< What the value is.
  std::string description = {};            ///< For the model: what it means.
  std::vector<std::string> choices = {};   ///< Of a choice, at least two; of other kinds none.
  std::vector<std::string> examples = {};  ///< Sample values, for the model.
  bool is_required = true;                 ///< Whether a call without it is incomplete.
};

/// Language of what the library adds to prompts and descriptions.
enum class PromptLanguage : std::uint8_t { english, chinese };

/// How a schema asks and reads.
struct ExtractionOptions {
  PromptLanguage language = PromptLanguage::english;  ///< Of prompt_text() and of what is added to descriptions.
  /// Country code by which numbers without one are read, such as "86". Empty: they are implausible.
  std::string home_country = {};
};

/// ISO 8601: a date, with a time of day if there was one, and with its distance from UTC if that was given, too.
struct DateTime {
  int year = 0;                                          ///< 1900 to 2200.
  int month = 0;                                         ///< 1 to 12
  int day = 0;                                           ///< 1 to 31, as the month has
  std::optional<std::chrono::seconds> time_of_day = {};  ///< Since midnight, below 24 h.
  std::optional<std::chrono::minutes> utc_offset = {};   ///< Positive east of Greenwich.

  /// The moment in time, where time of day and offset are known.
  TCCC_API std::optional<std::chrono::system_clock::time_point> instant() const noexcept;
  /// `2025-01-31`, `2025-01-31T14:30:00` or `2025-01-31T14:30:00+08:00`.
  TCCC_API std::string to_string() const;
};

/// Reads `2025-01-31`, or that with `T14:30` or `T14:30:00` (a blank for the T, a fraction of a second is dropped), and
/// then `Z`, `+08:00` or `+0800`; years 1900 to 2200. Empty for anything else, and for days that a month does not have.
TCCC_API std::optional<DateTime> parse_date_time(std::string_view text) noexcept;

/// Whether text can be an address that mail reaches: ASCII, one @, a domain with a dot. Mail is the only proof.
TCCC_API bool is_plausible_email(std::string_view text) noexcept;

/// The values of a choice, each one of WantedFact::choices, in the order of the result.
struct ChosenValues {
  std::vector<std::string> values = {};  ///< At least one.
};

/// An address that is_plausible_email().
struct EmailAddress {
  std::string text = {};  ///< As the service gave it.
};

/// The value of a fact; FactKind tells which type.
using FactValue = std::variant<std::string, ChosenValues, bool, double, DateTime, PhoneNumber, EmailAddress>;

/// One result as the service gives it: DescribeAICallExtractResult fills the member that the kind of value calls for,
/// and may fill the others with nothing, false or 0.
struct ExtractedValue {
  std::string name = {};                 ///< InfoName
  std::string text = {};                 ///< Value of the kind Text.
  std::vector<std::string> chosen = {};  ///< Value of the kind Selector.
  std::optional<bool> boolean = {};      ///< Value of the kind Boolean.
  std::optional<double> number = {};     ///< Value of the kind Number.
};

/// What became of one wanted fact.
struct FactFinding {
  /// What became of the fact.
  enum class Status : std::uint8_t {
    found,        ///< `value` is set.
    missing,      ///< The service gave no value.
    implausible,  ///< It gave one that cannot be right; `why` says how, `raw` is what it gave.
  };

  std::string name = {};                ///< As in the schema.
  FactKind kind = FactKind::text;       ///< As in the schema.
  bool is_required = true;              ///< As in the schema.
  Status status = Status::missing;      ///< What became of it.
  std::optional<FactValue> value = {};  ///< The value, when found.
  std::string why = {};                 ///< For people; shows nothing of the value.
  std::string raw = {};                 ///< Text of an implausible value. Personal data: keep it out of logs.
};

/// "found", "missing", "implausible".
TCCC_API std::string_view to_string(FactFinding::Status status) noexcept;

/// The results of one call.
struct ExtractionReport {
  std::vector<FactFinding> facts = {};       ///< One for each wanted fact, in the order of the schema.
  std::vector<ExtractedValue> unknown = {};  ///< Results that the schema has no fact for.

  /// Whether every required fact was found.
  TCCC_API bool is_complete() const noexcept;
  /// Names of the required facts that are missing or implausible: what to ask for again.
  TCCC_API std::vector<std::string> open_facts() const;
  /// Null when the schema has no such fact.
  TCCC_API const FactFinding* find(std::string_view name) const noexcept;
  /// The value of a fact that was found and is of this type, else null: `report.get<tccc::PhoneNumber>("call_back")`.
  template <class Value>
  const Value* get(std::string_view name) const noexcept {
    const FactFinding* finding = find(name);
    return finding != nullptr && finding->value ? std::get_if<Value>(&*finding->value) : nullptr;
  }
};

/// A checked list of wanted facts. Immutable and cheap to keep; safe to use from several threads.
class TCCC_API ExtractionSchema {
 public:
  static constexpr std::size_t kMostFacts = 100;  ///< Most facts of a schema.

  /// Fails with invalid_argument, field() such as `facts[2].choices`: no facts or more than kMostFacts, an empty or
  /// repeated name, a choice with fewer than two choices or the same twice, choices of another kind, text that is not
  /// UTF-8, a home country that is no country code.
  static Result<ExtractionSchema> create(std::vector<WantedFact> facts, ExtractionOptions options = {});

  /// The facts, as they were given.
  const std::vector<WantedFact>& facts() const noexcept { return facts_; }

  /// For CreateAICallRequest::extract.
  std::vector<ExtractItem> extract_items() const;

  /// Lines for the end of a system prompt, from a blank line on: what to find out on the call.
  std::string prompt_text() const;

  /// Reads the results of a call. Never fails: what is wrong with a value is said in its finding.
  ExtractionReport read(const std::vector<ExtractedValue>& results) const;

 private:
  ExtractionSchema(std::vector<WantedFact> facts, ExtractionOptions options) noexcept;

  std::vector<WantedFact> facts_;
  ExtractionOptions options_;
};

}  // namespace v1
}  // namespace tccc
