// SPDX-License-Identifier: Apache-2.0
// Cross-field advice that call-placing requests share.
#include "model/call_advice.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "tccc/phone_number.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// The default of AcquireTimeoutSecond: a shorter client limit turns the service's own waiting into unknown outcomes.
constexpr std::chrono::seconds kDefaultAcquireTimeout{5};
constexpr std::chrono::seconds kMarginAfterAcquire{5};

bool is_documented_form(std::string_view number) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return number.size() >= 8 && number.size() <= 24 && number.substr(0, 2) == "00" && number[2] != '0' &&
         std::all_of(number.begin(), number.end(), is_digit);
}

void advise_on_number(std::string field, std::string_view number, std::vector<LintFinding>& findings) {
  if (number.empty() || is_documented_form(number)) return;
  findings.push_back(
      {std::move(field),
       number.front() == '+'
           ? "starts with '+'; the service documents numbers as 00, country code, number. Mainland landlines keep "
             "the zero of their area code there (0086 010 ...), so this is not a mere change of prefix"
           : "is not 00, country code, number in digits only, such as 008613000000000"});
}

}  // namespace

void advise_on_numbers(const std::string& callee, const std::vector<std::string>& callers,
                       std::vector<LintFinding>& findings) {
  advise_on_number("Callee", callee, findings);
  advise_on_number_list("Callers", callers, findings);
}

void advise_on_number_list(std::string_view field, const std::vector<std::string>& numbers,
                           std::vector<LintFinding>& findings) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::string element = std::string(field) + "[" + std::to_string(i) + "]";
    if (numbers[i].empty()) {
      findings.push_back({std::move(element), "is empty; leave it out or give a number"});
      continue;
    }
    // Two spellings of one number are one person, who would be called twice.
    const auto number = PhoneNumber::parse(numbers[i]);
    if (!seen.insert(number ? number->canonical() : numbers[i]).second) {
      findings.push_back({element, "stands in the list twice"});
    }
    advise_on_number(std::move(element), numbers[i], findings);
  }
}

void advise_on_variables(const std::vector<Variable>& variables, const std::vector<Variable>& prompt_variables,
                         std::vector<LintFinding>& findings) {
  if (!prompt_variables.empty() && !variables.empty()) {
    findings.push_back(
        {"PromptVariables", "is given together with Variables, which supersedes it; use Variables alone"});
  }
}

void advise_on_waiting(std::optional<std::chrono::seconds> acquire_timeout, const LintContext& context,
                       std::vector<LintFinding>& findings) {
  // Bounded, since the sum of absurd limits overflows; that they are absurd is said elsewhere.
  constexpr std::chrono::seconds kDay{86400};
  const auto service_may_wait =
      std::clamp(acquire_timeout.value_or(kDefaultAcquireTimeout), std::chrono::seconds(0), kDay);
  if (context.attempt_timeout < service_may_wait + kMarginAfterAcquire) {
    findings.push_back(
        {"AcquireTimeoutSecond",
         "the service may hold the request for " + std::to_string(service_may_wait.count()) +
             " s, and the attempt timeout is less than 5 s above that: answers may come after it, and the outcome "
             "is then unknown"});
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
