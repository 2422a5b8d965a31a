// SPDX-License-Identifier: Apache-2.0
// Who is let in.
#include "push/push_gate.h"

#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "../../key_watch.h"
#include "push_fixture.h"

namespace tccc {
namespace {

using detail::PushGate;
using push_test::push;
using ::testing::HasSubstr;

PushGate gate(const PushAuth& auth) {
  auto made = PushGate::create(auth);
  EXPECT_TRUE(made);
  return *std::move(made);
}

bool lets_in(const PushAuth& auth, const std::string& authorization) {
  PushRequest request = push();
  request.headers.push_back({"authorization", authorization});
  return gate(auth).lets_in(request);
}

std::string refused(const PushAuth& auth) {
  const auto made = PushGate::create(auth);
  if (made) return "nothing";
  EXPECT_EQ(made.error().code(), ErrorCode::invalid_argument);
  expect_no_key(made.error().to_string());
  return made.error().field();
}

TEST(PushGate, LetsInTheUserAndPasswordOfTheConsole) {
  // The example of RFC 7617.
  const BasicPushAuth auth{"Aladdin", Secret("open sesame")};
  EXPECT_TRUE(lets_in(auth, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  EXPECT_TRUE(lets_in(auth, "basic  QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
}

TEST(PushGate, ReadsPasswordsOfEachLengthAsAnotherImplementationWritesThem) {
  const std::string key = random_key();
  for (std::size_t size = 1; size <= key.size(); ++size) {
    const std::string password = key.substr(0, size);
    const auto [name, value] = httplib::make_basic_authentication_header("pusher", password);
    EXPECT_TRUE(lets_in(BasicPushAuth{"pusher", Secret(password)}, value));
    EXPECT_FALSE(lets_in(BasicPushAuth{"pusher", Secret(password + "x")}, value));
  }
}

TEST(PushGate, TurnsAwayWhatIsWrongOrMissing) {
  const BasicPushAuth auth{"Aladdin", Secret("open sesame")};
  for (const char* value :
       {"", "Basic", "Basic ", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZR==",
        "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== x",
        "Basic Aladdin:open sesame"}) {
    EXPECT_FALSE(lets_in(auth, value)) << value;
  }
  EXPECT_FALSE(gate(auth).lets_in(push())) << "without the header";
}

TEST(PushGate, TurnsAwayARequestThatAuthorizesTwice) {
  PushRequest request = push();
  request.headers.push_back({"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="});
  request.headers.push_back({"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="});
  EXPECT_FALSE(gate(BasicPushAuth{"Aladdin", Secret("open sesame")}).lets_in(request));
}

TEST(PushGate, LetsInEachOfTheTokensAndNoOther) {
  const std::string old_token = random_key();
  const std::string new_token = random_key();
  const BearerPushAuth auth{{Secret(old_token), Secret(new_token)}, {}};
  EXPECT_TRUE(lets_in(auth, "Bearer " + old_token));
  EXPECT_TRUE(lets_in(auth, "bearer " + new_token));
  EXPECT_FALSE(lets_in(auth, "Bearer " + random_key()));
  EXPECT_FALSE(lets_in(auth, "Basic " + old_token));
  EXPECT_FALSE(lets_in(auth, "Bearer " + old_token + new_token));
}

TEST(PushGate, AsksWhoGivesTokensOutAboutOthers) {
  const std::string token = random_key();
  BearerPushAuth auth;
  auth.check = [&](const Secret& asked) { return asked == Secret(token); };
  EXPECT_TRUE(lets_in(auth, "Bearer " + token));
  EXPECT_FALSE(lets_in(auth, "Bearer " + random_key()));
}

TEST(PushGate, TurnsAwayWhenTheCheckThrows) {
  BearerPushAuth auth;
  auth.check = [](const Secret&) -> bool { throw std::runtime_error("no token server"); };
  EXPECT_FALSE(lets_in(auth, "Bearer " + random_key()));
}

TEST(PushGate, LetsEverybodyInOnlyWhenToldSo) {
  EXPECT_TRUE(gate(NoPushAuth()).lets_in(push()));
  EXPECT_EQ(refused(PushAuth()), "auth");
}

TEST(PushGate, RefusesCredentialsThatCannotBeSent) {
  EXPECT_EQ(refused(BasicPushAuth{"", Secret(random_key())}), "auth.user");
  EXPECT_EQ(refused(BasicPushAuth{"a:b", Secret(random_key())}), "auth.user");
  EXPECT_EQ(refused(BasicPushAuth{"a\nb", Secret(random_key())}), "auth.user");
  EXPECT_EQ(refused(BasicPushAuth{"pusher", Secret()}), "auth.password");
  EXPECT_EQ(refused(BasicPushAuth{"pusher", Secret(random_key() + std::string(1024, 'x'))}), "auth");
  EXPECT_EQ(refused(BearerPushAuth()), "auth");
  EXPECT_EQ(refused(BearerPushAuth{{Secret()}, {}}), "auth.tokens");
  EXPECT_EQ(refused(BearerPushAuth{{Secret(random_key() + "\n")}, {}}), "auth.tokens");
}

TEST(PushGate, ChallengesWithTheSchemeOfTheConsole) {
  EXPECT_THAT(std::string(gate(BasicPushAuth{"pusher", Secret(random_key())}).challenge()), HasSubstr("Basic realm="));
  EXPECT_THAT(std::string(gate(BearerPushAuth{{Secret(random_key())}, {}}).challenge()), HasSubstr("Bearer realm="));
}

}  // namespace
}  // namespace tccc
