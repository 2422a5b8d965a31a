// SPDX-License-Identifier: Apache-2.0
// `tccc sign`: the stages of a signature, for comparing with another implementation.
#include <chrono>
#include <string>

#include "cli/input_file.h"
#include "cli/place_call.h"
#include "cli/print_result.h"
#include "cli/verbs.h"
#include "tccc/signer.h"

namespace tccc::cli {
namespace {

Result<std::string> host_to_sign(const GlobalOptions& global, const Sign& command, const Environment& environment) {
  if (!command.host.empty()) return command.host;
  const auto client = Client::create(environment.credentials, client_options(global, environment));
  if (!client) return client.error();
  return std::string(host_of(client->endpoint()));
}

std::int64_t now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count();
}

Result<Signature> sign_payload(const GlobalOptions& global, const Sign& command, const Environment& environment) {
  const auto host = host_to_sign(global, command, environment);
  if (!host) return host.error();
  Result<std::string> payload = std::string();
  if (!command.payload_file.empty()) payload = read_input(command.payload_file, environment.in, "--payload");
  if (!payload) return payload.error();
  const auto credentials = environment.credentials->credentials();
  if (!credentials) return credentials.error();

  SignatureInput input;
  input.host = *host;
  input.payload = *payload;
  input.timestamp = command.timestamp.value_or(now());
  input.content_type = command.content_type;
  if (command.sign_action) input.signed_action = command.action;
  input.method = command.method;
  input.query = command.query;
  input.service = command.service;
  return sign_tc3(*credentials, input);
}

}  // namespace

ExitStatus sign(const GlobalOptions& global, const Sign& command, const Environment& environment) {
  const auto signature = sign_payload(global, command, environment);
  if (!signature) return fail(global, environment, signature.error());
  if (global.output == OutputFormat::json) {
    print_json(environment.out, {{"CanonicalRequest", signature->canonical_request},
                                 {"StringToSign", signature->string_to_sign},
                                 {"Signature", signature->signature},
                                 {"Authorization", signature->authorization}});
    return ExitStatus::done;
  }
  environment.out << "CanonicalRequest:\n"
                  << signature->canonical_request << "\n\nStringToSign:\n"
                  << signature->string_to_sign << "\n\nAuthorization:\n"
                  << signature->authorization << '\n';
  return ExitStatus::done;
}

}  // namespace tccc::cli
