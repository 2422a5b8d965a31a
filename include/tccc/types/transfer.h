// SPDX-License-Identifier: Apache-2.0
// Tools with which the model hands the callee over.
// Source: CreateAICall, AITransferItem and TransferToAgentItem.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tccc {
inline namespace v1 {

/// A tool that transfers to people of a skill group.
struct TransferItem {
  std::string function_name = {};         ///< Required; name the model calls, such as `transfer_to_human`.
  std::string function_description = {};  ///< Required; when the model should call it.
  std::uint64_t skill_group_id = 0;       ///< Required; skill group that receives the callee.
};

/// Transfer to people.
struct TransferToHuman {
  std::optional<bool> enabled = {};      ///< Whether the model has the tools; default no.
  std::vector<TransferItem> items = {};  ///< Used only when enabled.
};

/// A tool that transfers to another AI agent.
struct TransferToAgentItem {
  std::string name = {};         ///< Required; name the model calls, such as `transfer_to_agent1`.
  std::string description = {};  ///< Required; when the model should call it.
  std::uint64_t agent_id = 0;    ///< Required; agent that takes over.
};

/// Transfer to another AI agent. The international site does not know it.
struct TransferToAgent {
  std::optional<bool> enabled = {};             ///< Whether the model has the tools; default no.
  std::vector<TransferToAgentItem> items = {};  ///< Used only when enabled.
};

}  // namespace v1
}  // namespace tccc
