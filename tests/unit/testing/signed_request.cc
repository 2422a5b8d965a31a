// SPDX-License-Identifier: Apache-2.0
// Signed requests as raw header lines.
#include "signed_request.h"

#include <algorithm>

#include "tccc/signer.h"
#include "testing/random_text.h"

namespace tccc::testing {

Credentials random_credentials() {
  return {"AKID" + detail::random_hex(32), Secret(detail::random_hex(32)), Secret()};
}

std::string agent_call_body(std::string_view callee) {
  return std::string(R"({"SdkAppId":1400000000,"AIAgentId":15,"Callee":")").append(callee).append("\"}");
}

detail::HeaderLines signed_headers(const RequestPlan& plan) {
  SignatureInput input;
  input.host = plan.host;
  input.payload = plan.body;
  input.timestamp = plan.timestamp;
  input.content_type = plan.content_type;
  if (plan.signs_action) input.signed_action = plan.action;
  const Signature signature = sign_tc3(plan.credentials, input).value();
  detail::HeaderLines headers = {{"Host", plan.host},
                                 {"Content-Type", plan.content_type},
                                 {"X-TC-Action", plan.action},
                                 {"X-TC-Version", plan.version},
                                 {"X-TC-Timestamp", std::to_string(plan.timestamp)},
                                 {"Authorization", signature.authorization}};
  if (!plan.credentials.token.empty()) {
    headers.push_back({"X-TC-Token", std::string(plan.credentials.token.reveal())});
  }
  return headers;
}

std::string& header(detail::HeaderLines& headers, std::string_view name) {
  return std::find_if(headers.begin(), headers.end(),
                      [name](const detail::HeaderLine& line) { return line.name == name; })
      ->value;
}

void remove_header(detail::HeaderLines& headers, std::string_view name) {
  headers.erase(std::remove_if(headers.begin(), headers.end(),
                               [name](const detail::HeaderLine& line) { return line.name == name; }),
                headers.end());
}

}  // namespace tccc::testing
