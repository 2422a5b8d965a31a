// SPDX-License-Identifier: Apache-2.0
// Cross-field advice that call-placing requests share.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/lint.h"
#include "tccc/types/variable.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Remarks on numbers that are not in the form the service documents (`00`, country code, number).
void advise_on_numbers(const std::string& callee, const std::vector<std::string>& callers,
                       std::vector<LintFinding>& findings);

/// The same of one list of numbers.
void advise_on_number_list(std::string_view field, const std::vector<std::string>& numbers,
                           std::vector<LintFinding>& findings);

/// Remarks on the two spellings of variables.
void advise_on_variables(const std::vector<Variable>& variables, const std::vector<Variable>& prompt_variables,
                         std::vector<LintFinding>& findings);

/// Remarks when this side would give up while the service may still be waiting for a free line.
void advise_on_waiting(std::optional<std::chrono::seconds> acquire_timeout, const LintContext& context,
                       std::vector<LintFinding>& findings);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
