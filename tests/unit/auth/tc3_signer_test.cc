// SPDX-License-Identifier: Apache-2.0
// Signatures: their dates, the kept key, and what is refused. The values themselves are tests/contract/tc3_vectors.
#include "auth/tc3_signer.h"

#include <time.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../key_watch.h"

namespace tccc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Credentials random_credentials() {
  return {random_key(), Secret(random_key()), {}};
}

SignatureInput sample_input() {
  SignatureInput input;
  input.host = "ccc.tencentcloudapi.com";
  input.payload = "{}";
  input.timestamp = 1735689600;
  return input;
}

Signature signature_of(const Credentials& credentials, const SignatureInput& input) {
  const auto made = sign_tc3(credentials, input);
  EXPECT_TRUE(made);
  return made ? *made : Signature();
}

std::string refused_field(const Credentials& credentials, const SignatureInput& input) {
  const auto made = sign_tc3(credentials, input);
  EXPECT_FALSE(made);
  if (made) return "none";
  EXPECT_EQ(made.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(made.error().outcome(), Outcome::not_sent);
  return made.error().field();
}

TEST(SignTc3, PutsItsPartsTogether) {
  const Credentials credentials = random_credentials();
  SignatureInput input = sample_input();
  input.signed_action = "CreateAICall";
  const Signature made = signature_of(credentials, input);
  EXPECT_EQ(made.canonical_request,
            "POST\n/\n\ncontent-type:application/json\nhost:ccc.tencentcloudapi.com\nx-tc-action:createaicall\n\n"
            "content-type;host;x-tc-action\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  EXPECT_THAT(made.string_to_sign, HasSubstr("TC3-HMAC-SHA256\n1735689600\n2025-01-01/ccc/tc3_request\n"));
  EXPECT_EQ(made.signature.size(), 64U);
  EXPECT_EQ(made.authorization, "TC3-HMAC-SHA256 Credential=" + credentials.secret_id +
                                    "/2025-01-01/ccc/tc3_request, SignedHeaders=content-type;host;x-tc-action, "
                                    "Signature=" +
                                    made.signature);
}

TEST(SignTc3, ShowsNoKey) {
  Credentials credentials = random_credentials();
  credentials.token = Secret(random_key());
  const Signature made = signature_of(credentials, sample_input());
  for (const std::string& text : {made.canonical_request, made.string_to_sign, made.authorization, made.signature}) {
    EXPECT_THAT(text, Not(HasSubstr(std::string(credentials.secret_key.reveal()))));
    EXPECT_THAT(text, Not(HasSubstr(std::string(credentials.token.reveal()))));
  }
}

TEST(SignTc3, DependsOnEverythingItCovers) {
  const Credentials credentials = random_credentials();
  const std::string base = signature_of(credentials, sample_input()).signature;
  EXPECT_EQ(signature_of(credentials, sample_input()).signature, base);

  const auto differs = [&](auto change) {
    SignatureInput input = sample_input();
    change(input);
    return signature_of(credentials, input).signature != base;
  };
  EXPECT_TRUE(differs([](auto& input) { input.host = "ccc.intl.tencentcloudapi.com"; }));
  EXPECT_TRUE(differs([](auto& input) { input.host = "ccc.tencentcloudapi.com:8443"; }));
  EXPECT_TRUE(differs([](auto& input) { input.payload = "{ }"; }));
  EXPECT_TRUE(differs([](auto& input) { input.payload = ""; }));
  EXPECT_TRUE(differs([](auto& input) { input.timestamp += 1; }));
  EXPECT_TRUE(differs([](auto& input) { input.timestamp += 86400; }));
  EXPECT_TRUE(differs([](auto& input) { input.content_type = "application/json; charset=utf-8"; }));
  EXPECT_TRUE(differs([](auto& input) { input.signed_action = "CreateAICall"; }));
  EXPECT_TRUE(differs([](auto& input) { input.method = "GET"; }));
  EXPECT_TRUE(differs([](auto& input) { input.query = "Limit=10"; }));
  EXPECT_TRUE(differs([](auto& input) { input.service = "cvm"; }));

  Credentials other = random_credentials();
  other.secret_id = credentials.secret_id;
  EXPECT_NE(signature_of(other, sample_input()).signature, base);
  other = credentials;
  other.secret_id = random_key();
  EXPECT_EQ(signature_of(other, sample_input()).signature, base);  // the id is named, not signed
  other = credentials;
  other.token = Secret(random_key());
  EXPECT_EQ(signature_of(other, sample_input()).signature, base);
}

std::string utc_date(std::int64_t timestamp) {
  const auto seconds = static_cast<time_t>(timestamp);
  tm parts{};
  gmtime_r(&seconds, &parts);
  std::string date(10, ' ');
  EXPECT_EQ(strftime(date.data(), date.size() + 1, "%Y-%m-%d", &parts), date.size());
  return date;
}

std::string scope_date(const detail::Tc3Signer& signer) {
  const std::string& text = signer.string_to_sign();
  const std::size_t date = text.find('\n', text.find('\n') + 1) + 1;
  return text.substr(date, 10);
}

TEST(Tc3Signer, DatesTheScopeByTheUtcDayOfTheTimestamp) {
  detail::Tc3Signer signer;
  const Credentials credentials = random_credentials();
  SignatureInput input = sample_input();
  const auto expect_date = [&](std::int64_t timestamp) {
    input.timestamp = timestamp;
    ASSERT_EQ(signer.sign(credentials, input), detail::Tc3Signer::Status::signed_ok) << timestamp;
    ASSERT_EQ(scope_date(signer), utc_date(timestamp)) << timestamp;
  };
  constexpr std::int64_t kDay = 86400;
  constexpr std::int64_t kLastSecond = 253402300799;  // 9999-12-31 23:59:59
  for (std::int64_t day = 0; day < 4 * 366; ++day) {
    expect_date(day * kDay);
    expect_date(day * kDay + kDay - 1);
  }
  for (std::int64_t timestamp = 0; timestamp < kLastSecond; timestamp += 331 * kDay + 12345) expect_date(timestamp);
  for (const std::int64_t leap : {951782400, 951868800, 1709164800, 1709251200}) {  // around 29 February 2000 and 2024
    expect_date(leap - 1);
    expect_date(leap);
    expect_date(leap + kDay);
  }
  expect_date(4107542399);  // 2100-02-28 23:59:59, no leap year
  expect_date(4107542400);
  expect_date(kLastSecond);
}

TEST(Tc3Signer, RefusesTimesWithoutAFourDigitYear) {
  SignatureInput input = sample_input();
  for (const std::int64_t timestamp :
       {std::int64_t{-1}, std::int64_t{253402300800}, INT64_MIN, INT64_MAX, std::int64_t{1735689600000}}) {
    input.timestamp = timestamp;
    EXPECT_EQ(refused_field(random_credentials(), input), "timestamp") << timestamp;
  }
}

TEST(Tc3Signer, GivesTheSameSignaturesWithAndWithoutAKeptKey) {
  const std::vector<Credentials> keys = {random_credentials(), random_credentials()};
  detail::Tc3Signer signer;
  std::mt19937 random(20200210);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same order in every run
  for (int round = 0; round < 300; ++round) {
    SignatureInput input = sample_input();
    input.timestamp += static_cast<std::int64_t>(random() % 3) * 86400 - static_cast<std::int64_t>(random() % 2);
    input.service = random() % 2 == 0 ? "ccc" : "cvm";
    const Credentials& credentials = keys[random() % keys.size()];
    ASSERT_EQ(signer.sign(credentials, input), detail::Tc3Signer::Status::signed_ok);
    const Signature fresh = signature_of(credentials, input);
    ASSERT_EQ(signer.authorization(), fresh.authorization);
    ASSERT_EQ(signer.signature(), fresh.signature);
    ASSERT_EQ(signer.canonical_request(), fresh.canonical_request);
    ASSERT_EQ(signer.string_to_sign(), fresh.string_to_sign);
  }
}

TEST(Tc3Signer, IsOfUseAfterARefusedTime) {
  detail::Tc3Signer signer;
  const Credentials credentials = random_credentials();
  EXPECT_EQ(signer.signature(), "");
  SignatureInput input = sample_input();
  input.timestamp = -1;
  EXPECT_EQ(signer.sign(credentials, input), detail::Tc3Signer::Status::bad_timestamp);
  ASSERT_EQ(signer.sign(credentials, sample_input()), detail::Tc3Signer::Status::signed_ok);
  EXPECT_EQ(signer.signature(), signature_of(credentials, sample_input()).signature);
}

TEST(SignTc3, RefusesTextsThatWouldBreakAHeader) {
  for (const std::string bad : {"a\rb", "a\nb", "a\r\nX-Evil: 1", "a\tb", " a", "a ", "a\x7F", "\xC3\xA9"}) {
    Credentials credentials = random_credentials();
    credentials.secret_id = bad;
    EXPECT_EQ(refused_field(credentials, sample_input()), "secret_id");
    const std::pair<const char*, std::string_view SignatureInput::*> fields[] = {
        {"host", &SignatureInput::host},     {"content_type", &SignatureInput::content_type},
        {"method", &SignatureInput::method}, {"signed_action", &SignatureInput::signed_action},
        {"query", &SignatureInput::query},   {"service", &SignatureInput::service}};
    for (const auto& [name, member] : fields) {
      SignatureInput input = sample_input();
      input.*member = bad;
      EXPECT_EQ(refused_field(random_credentials(), input), name);
    }
  }
  Credentials credentials = random_credentials();
  credentials.secret_id = std::string("a\0b", 3);
  EXPECT_EQ(refused_field(credentials, sample_input()), "secret_id");
}

TEST(SignTc3, RefusesWhatIsMissing) {
  Credentials credentials = random_credentials();
  credentials.secret_id.clear();
  EXPECT_EQ(refused_field(credentials, sample_input()), "secret_id");
  credentials = random_credentials();
  credentials.secret_key = Secret();
  EXPECT_EQ(refused_field(credentials, sample_input()), "secret_key");
  SignatureInput input = sample_input();
  input.host = {};
  EXPECT_EQ(refused_field(random_credentials(), input), "host");
  input = sample_input();
  input.service = {};
  EXPECT_EQ(refused_field(random_credentials(), input), "service");
}

}  // namespace
}  // namespace tccc
