// SPDX-License-Identifier: Apache-2.0
// Key and value that the service puts into prompts, greetings and model inputs.
#pragma once

#include <string>

namespace tccc {
inline namespace v1 {

/// A variable of one call. Values are always text and may be empty.
struct Variable {
  std::string key = {};    ///< Its name in the prompt or the greeting, or one of variable_key.
  std::string value = {};  ///< What is put in its place.
};

/// Keys with a meaning of their own.
namespace variable_key {
inline constexpr const char* welcome_message_delay = "welcome-message-delay";  ///< Seconds, as text.
inline constexpr const char* dify_inputs_prefix = "dify-inputs-";              ///< Followed by an input's name.
inline constexpr const char* dify_user = "dify-inputs-user";                   ///< Who the callee is to Dify.
inline constexpr const char* dify_conversation_id =
    "dify-inputs-conversation_id";  ///< The conversation that Dify goes on with.
}  // namespace variable_key

}  // namespace v1
}  // namespace tccc
