// SPDX-License-Identifier: Apache-2.0
// The question before phones ring.
#include "cli/confirm.h"

#include <utility>

#include "cli/shown_text.h"

namespace tccc::cli {
namespace {

Error not_confirmed(std::string message) {
  Error::Details details;
  details.code = ErrorCode::cancelled;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  return Error(std::move(details));
}

}  // namespace

std::optional<Error> confirm(const GlobalOptions& global, const Environment& environment, std::string_view question) {
  if (global.yes || !environment.is_in_terminal || !environment.is_err_terminal) return {};
  environment.err << question << " [y/N] " << std::flush;
  std::string answer;
  if (!std::getline(environment.in, answer)) {
    environment.err << '\n';
    return not_confirmed("standard input ended before the question was answered; --yes asks nothing");
  }
  if (answer == "y" || answer == "Y" || answer == "yes") return {};
  return not_confirmed("you did not answer y");
}

std::string call_question(const GlobalOptions& global, const std::vector<std::string>& callees) {
  if (callees.size() == 1) return "Call " + shown_number(callees.front(), global.show_numbers);
  return "Call " + std::to_string(callees.size()) + " numbers";
}

}  // namespace tccc::cli
