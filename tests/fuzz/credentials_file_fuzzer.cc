// SPDX-License-Identifier: Apache-2.0
// Any bytes as a credentials file: what comes out can stand in a header, and no fault shows what the file holds.
#include <string>
#include <variant>

#include "auth/profile.h"
#include "codec/text_check.h"
#include "expect.h"

namespace {

void check(std::string_view text, std::string_view profile) {
  const auto reading = tccc::detail::read_profile(text, profile);
  if (const auto* fault = std::get_if<tccc::detail::ProfileFault>(&reading)) {
    fuzz::expect(!fault->message.empty(), "a fault is explained");
    fuzz::expect(fault->line <= text.size() + 1, "a fault is on a line of the file");
    fuzz::expect(fault->message.size() <= profile.size() + 100, "a fault is our words and the profile asked for");
    return;
  }
  const auto& credentials = std::get<tccc::Credentials>(reading);
  for (const std::string_view value :
       {std::string_view(credentials.secret_id), credentials.secret_key.reveal(), credentials.token.reveal()}) {
    fuzz::expect(tccc::detail::is_header_safe(value), "what is read can stand in a header");
    fuzz::expect(text.find(value) != std::string_view::npos, "what is read stands in the file");
  }
  fuzz::expect(!credentials.secret_id.empty() && !credentials.secret_key.empty(), "a profile has an id and a key");
}

// A secret in the file is in no message, wherever it stands.
void check_secrecy(std::string_view text) {
  static const std::string key = fuzz::random_key();
  std::string with_key(text);
  const std::size_t place = with_key.find('#');
  if (place == std::string::npos) return;
  with_key.replace(place, 1, key);
  const auto reading = tccc::detail::read_profile(with_key, "default");
  if (const auto* fault = std::get_if<tccc::detail::ProfileFault>(&reading)) {
    fuzz::expect(fault->message.find(key) == std::string::npos, "a fault shows nothing of the file");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  check(text, "default");
  check_secrecy(text);
  fuzz::Pieces pieces(text);
  const std::string_view profile = pieces.next();
  check(pieces.next(), profile);
  return 0;
}
