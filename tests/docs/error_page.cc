// SPDX-License-Identifier: Apache-2.0
// docs/reference/errors.md, from the table of codes and the retry decision.
#include <string>
#include <string_view>

#include "pages.h"
#include "retry/decide.h"
#include "tccc/error.h"

namespace {

using tccc::ErrorCode;
using tccc::Outcome;
using tccc::Redial;
using tccc::detail::RetryDecision;

constexpr std::string_view kErrorPageHead =
    R"(<!-- Written by `cmake --build <folder> --target docs_tables`; a test compares. -->
# Errors

Every code of `tccc::ErrorCode`. What an [outcome](../guide/outcomes.md) means and what the library does about each
fault is told in [when the network breaks](../guide/when-the-network-breaks.md).

- **Outcome**: of an action that places calls. `not_sent` or `unknown`: it depends on whether a byte may have left.
- **Repeated**: whether the library sends the request again by itself, within its attempts, its deadline and its retry
  budget; *placing* for the actions that make phones ring, *reading* for those without effect. *Corrected* means once,
  after setting its clock by the answer.
- **Placing it again**: what a backend may do when the error has reached it.
)";

constexpr std::string_view kLocal = R"(
## Found on this side

| Code | Meaning | Outcome | Repeated: placing | Repeated: reading | Placing it again |
|---|---|---|---|---|---|
)";

constexpr std::string_view kService = R"(
## Answered by the service

A code that is not listed is `undocumented_service_error`; its text is kept in `service_code()`. Every code under
`RequestLimitExceeded` is repeated, documented or not.

| Code | Meaning | Outcome | Repeated: placing | Repeated: reading | Placing it again |
|---|---|---|---|---|---|
)";

/// Faults that strike before as well as after the request left.
bool strikes_any_time(ErrorCode code) {
  return code == ErrorCode::deadline_exceeded || code == ErrorCode::cancelled ||
         code == ErrorCode::resources_exhausted || code == ErrorCode::transport_failed;
}

Outcome outcome_of(const tccc::ErrorInfo& info) {
  if (!info.service_code.empty()) return tccc::outcome_of_service_code(info.service_code);
  return info.redial == Redial::ambiguous ? Outcome::unknown : Outcome::not_sent;
}

RetryDecision decide(const tccc::ErrorInfo& info, Outcome outcome, bool is_idempotent) {
  tccc::detail::RetryQuestion question;
  question.is_idempotent = is_idempotent;
  question.outcome = outcome;
  question.phase =
      outcome == Outcome::not_sent ? tccc::detail::Phase::before_sending : tccc::detail::Phase::after_sending;
  question.code_class = tccc::detail::classify_for_retry(info.code, info.service_code);
  question.can_correct_clock = true;
  question.has_attempts_left = true;
  question.has_time_left = true;
  question.has_budget_left = true;
  return tccc::detail::decide_retry(question);
}

std::string_view words_for(RetryDecision decision) {
  switch (decision) {
    case RetryDecision::repeat:
      return "yes";
    case RetryDecision::repeat_with_corrected_clock:
      return "corrected";
    case RetryDecision::give_up:
      break;
  }
  return "no";
}

std::string repeated(const tccc::ErrorInfo& info, bool is_idempotent) {
  if (info.code == ErrorCode::undocumented_service_error) return is_idempotent ? "when `unknown`" : "no";
  const std::string_view usual = words_for(decide(info, outcome_of(info), is_idempotent));
  if (strikes_any_time(info.code)) {
    const std::string_view early = words_for(decide(info, Outcome::not_sent, is_idempotent));
    if (early != usual) return std::string(early == "yes" ? "when `not_sent`" : "when `unknown`");
  }
  return std::string(usual);
}

std::string_view advice(const tccc::ErrorInfo& info) {
  if (strikes_any_time(info.code)) return "when `not_sent`; else look for the call first";
  if (info.code == ErrorCode::undocumented_service_error) return "look for the call first, unless `rejected`";
  switch (info.redial) {
    case Redial::yes:
      return "yes";
    case Redial::after_delay:
      return "after a wait";
    case Redial::after_fix:
      return "once the cause is gone";
    case Redial::no:
      return "no";
    case Redial::ambiguous:
      return "look for the call first";
  }
  return "";
}

std::string outcome_text(const tccc::ErrorInfo& info) {
  if (strikes_any_time(info.code)) return "`not_sent` or `unknown`";
  if (info.code == ErrorCode::undocumented_service_error) return "that of its family, else `unknown`";
  return "`" + std::string(to_string(outcome_of(info))) + "`";
}

void add_row(std::string& page, const tccc::ErrorInfo& info) {
  const std::string_view code = info.service_code.empty() ? info.name : info.service_code;
  page.append("| `").append(code).append("` | ").append(info.meaning).append(" | ").append(outcome_text(info));
  page.append(" | ").append(repeated(info, false)).append(" | ").append(repeated(info, true));
  page.append(" | ").append(advice(info)).append(" |\n");
}

}  // namespace

std::string make_error_page() {
  std::string page(kErrorPageHead);
  page += kLocal;
  for (const tccc::ErrorInfo& info : tccc::error_table()) {
    if (info.service_code.empty()) add_row(page, info);
  }
  page += kService;
  for (const tccc::ErrorInfo& info : tccc::error_table()) {
    if (!info.service_code.empty()) add_row(page, info);
  }
  return page;
}
