// SPDX-License-Identifier: Apache-2.0
// A conversation about an appointment.
#include "testing/made_up.h"

#include <algorithm>
#include <utility>

#include "testing/contact_center.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::size_t kMostResults = 100;

ScriptedTurn turn(std::string callee, std::string agent) {
  ScriptedTurn made;
  made.callee = std::move(callee);
  made.agent = std::move(agent);
  return made;
}

}  // namespace

std::vector<ScriptedTurn> made_up_turns(const std::string& welcome) {
  return {turn({}, welcome.empty() ? "Hello, this is the clinic. Do you have a minute?" : clipped(welcome)),
          turn("Yes, go ahead.", "Would Monday at ten suit you for the examination?"),
          turn("Monday at ten is fine.", "Thank you. See you on Monday, goodbye.")};
}

std::vector<AICallExtractResultElement> made_up_results(const std::vector<ExtractItem>& items) {
  std::vector<AICallExtractResultElement> results;
  for (std::size_t i = 0; i < (std::min)(items.size(), kMostResults); ++i) {
    const ExtractItem& item = items[i];
    AICallExtractResultElement element;
    element.info_type = clipped(item.info_type);
    element.info_name = clipped(item.info_name);
    element.info_content = clipped(item.info_content.value_or(""));
    // All four stand in the answer, as from the service.
    AICallExtractResultInfo value;
    value.boolean = item.info_type == info_type::boolean;
    value.number = item.info_type == info_type::number ? 7.5 : 0;
    if (item.info_type == info_type::text) {
      value.text = item.examples.empty() ? "Monday at ten" : clipped(item.examples.front());
    }
    if (item.info_type == info_type::selector && !item.choices.empty()) value.chosen = {clipped(item.choices.front())};
    element.result = std::move(value);
    results.push_back(std::move(element));
  }
  return results;
}

std::vector<AIAnalysisResult> made_up_analysis() {
  return {{analysis_type::summary, "The callee will come on Monday at ten."},
          {analysis_type::mood, "friendly"},
          {analysis_type::intention, "agrees"}};
}

std::vector<AIAgentInfo> made_up_agents() {
  return {{15, "Follow-up", {"name", "day"}}, {16, "Reminder", {"name"}}};
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
