// SPDX-License-Identifier: Apache-2.0
// What the mock makes up where no script says: a conversation, its results, the agents of the console.
#pragma once

#include <string>
#include <vector>

#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/testing/call_script.h"
#include "tccc/types/extract.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// A short conversation; `welcome` is its first sentence unless empty.
std::vector<ScriptedTurn> made_up_turns(const std::string& welcome);

/// A value of the right kind for each item: an example or choice of the request where it has one.
std::vector<AICallExtractResultElement> made_up_results(const std::vector<ExtractItem>& items);

std::vector<AIAnalysisResult> made_up_analysis();

std::vector<AIAgentInfo> made_up_agents();

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
