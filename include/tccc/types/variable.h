// SPDX-License-Identifier: Apache-2.0
// Key and value that the service puts into prompts, greetings and model inputs.
#pragma once

#include <string>

namespace tccc {
inline namespace v1 {

/// A variable of one call. Values are always text and may be empty.
struct Variable {
  std::string key = {};
  std::string value = {};
};

/// Keys with a meaning of their own.
namespace variable_key {
inline constexpr const char* welcome_message_delay = "welcome-message-delay";  ///< Seconds, as text.
inline constexpr const char* dify_inputs_prefix = "dify-inputs-";              ///< Followed by an input's name.
inline constexpr const char* dify_user = "dify-inputs-user";
inline constexpr const char* dify_conversation_id = "dify-inputs-conversation_id";
}  // namespace variable_key

}  // namespace v1
}  // namespace tccc
