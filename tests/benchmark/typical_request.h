// SPDX-License-Identifier: Apache-2.0
// The request all benchmarks send: a dial of about 3 KB with a prompt in Chinese, as the figures to beat were taken
// with.
#pragma once

#include <string>

#include "tccc/tccc.h"

namespace tccc::benchmarks {

/// SystemPrompt of 2,048 bytes with quotes and line breaks, LLM, built-in voice's rival, two languages, one transfer
/// item and three variables.
CreateAICallRequest typical_request();

/// Its wire JSON.
std::string typical_body();

/// What the service answers.
inline constexpr const char* kAnswer =
    R"({"Response":{"SessionId":"0a1b2c3d-0000-1111-2222-333344445555","RequestId":"4e3f2a1b-9999-8888-7777-666655554444"}})";

/// A key pair made on the spot.
Credentials random_credentials();

}  // namespace tccc::benchmarks
