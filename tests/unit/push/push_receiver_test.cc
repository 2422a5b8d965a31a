// SPDX-License-Identifier: Apache-2.0
// One pushed request from the door to the answer.
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../key_watch.h"
#include "push_fixture.h"
#include "tccc/push.h"

namespace tccc {
namespace {

using push_test::call_record;
using push_test::json;
using push_test::kCallee;
using push_test::kUuid;
using push_test::push;
using Standing = PushLedger::Standing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// Notes what it is asked and told.
class NotedLedger final : public PushLedger {
 public:
  Standing standing = Standing::fresh;
  bool throws = false;
  std::vector<std::string> begun = {};
  std::vector<bool> ended = {};

  Standing begin(const std::string& key) override {
    begun.push_back(key);
    if (throws) throw std::runtime_error("no database");
    return standing;
  }
  void end(const std::string& /*key*/, bool was_handled) override {
    ended.push_back(was_handled);
    if (throws) throw std::runtime_error("no database");
  }
};

struct PushReceiverTest : ::testing::Test {
  PushReceiver receiver() {
    PushReceiverOptions options;
    options.auth = BearerPushAuth{{Secret(token)}, {}};
    options.handler = [this](const PushEvent& event) { return handle(event); };
    options.ledger = ledger;
    options.max_body_bytes = max_body_bytes;
    auto made = PushReceiver::create(std::move(options));
    EXPECT_TRUE(made);
    return *std::move(made);
  }

  PushRequest authorized(PushRequest request = push()) const {
    request.headers.push_back({"Authorization", "Bearer " + token});
    return request;
  }

  static void expect_answer(const PushAnswer& answer, PushVerdict verdict, int status) {
    EXPECT_EQ(answer.verdict, verdict) << answer.reason;
    EXPECT_EQ(answer.status, status);
    const json body = json::parse(answer.body);
    EXPECT_EQ(body["ErrCode"], status == 200 ? 0 : status);
    EXPECT_EQ(body["ErrMsg"], status == 200 ? "" : std::string(to_string(verdict)));
    ASSERT_FALSE(answer.headers.empty());
    EXPECT_EQ(answer.headers[0].name, "Content-Type");
    EXPECT_EQ(answer.headers[0].value, "application/json;charset=utf-8");
    EXPECT_THAT(answer.reason + answer.body, Not(HasSubstr(kCallee)));
    expect_no_key(answer.reason + answer.body);
  }

  const std::string token = random_key();
  std::size_t max_body_bytes = kMostPushBytes;
  std::shared_ptr<PushLedger> ledger;
  std::vector<PushEvent> handled;
  std::function<bool(const PushEvent&)> handle = [this](const PushEvent& event) {
    handled.push_back(event);
    return true;
  };
};

TEST_F(PushReceiverTest, HandsAPushToTheHandlerAndAnswersThatItIsDone) {
  const PushAnswer answer = receiver().receive(authorized());
  expect_answer(answer, PushVerdict::accepted, 200);
  EXPECT_EQ(answer.body, R"({"ErrCode":0,"ErrMsg":""})");
  EXPECT_THAT(answer.reason, IsEmpty());
  ASSERT_THAT(handled, SizeIs(1));
  EXPECT_EQ(handled[0].uuid, kUuid);
}

TEST_F(PushReceiverTest, AnswersARepetitionWithoutHandlingItAgain) {
  const PushReceiver desk = receiver();
  desk.receive(authorized());
  const PushReceiver copy = desk;
  expect_answer(copy.receive(authorized()), PushVerdict::duplicate, 200);
  EXPECT_THAT(handled, SizeIs(1));
}

TEST_F(PushReceiverTest, GivesTheHandlerThatFailedTheRepetition) {
  const PushReceiver desk = receiver();
  const auto succeeds = handle;
  handle = [](const PushEvent&) { return false; };
  const PushAnswer failed = desk.receive(authorized());
  expect_answer(failed, PushVerdict::failed, 503);
  EXPECT_THAT(failed.reason, HasSubstr("returned false"));
  handle = [](const PushEvent&) -> bool { throw std::runtime_error(kCallee); };
  const PushAnswer threw = desk.receive(authorized());
  expect_answer(threw, PushVerdict::failed, 503);
  EXPECT_THAT(threw.reason, HasSubstr("threw"));
  handle = succeeds;
  expect_answer(desk.receive(authorized()), PushVerdict::accepted, 200);
  EXPECT_THAT(handled, SizeIs(1));
}

TEST_F(PushReceiverTest, DoesNotCallAPushDoneThatAnotherThreadIsStillHandling) {
  const PushReceiver desk = receiver();
  PushAnswer meanwhile;
  handle = [&](const PushEvent&) {
    meanwhile = desk.receive(authorized());
    return false;
  };
  desk.receive(authorized());
  expect_answer(meanwhile, PushVerdict::in_progress, 503);
}

TEST_F(PushReceiverTest, MayBeDestroyedByItsHandler) {
  const auto noted = std::make_shared<NotedLedger>();
  ledger = noted;
  std::optional<PushReceiver> desk = receiver();
  ledger.reset();
  handle = [&](const PushEvent& event) {
    desk.reset();
    handled.push_back(event);
    EXPECT_EQ(noted.use_count(), 2) << "what is needed for the answer is still there";
    return true;
  };
  expect_answer(desk->receive(authorized()), PushVerdict::accepted, 200);
  EXPECT_THAT(handled, SizeIs(1));
  EXPECT_THAT(noted->ended, ElementsAre(true));
  EXPECT_EQ(noted.use_count(), 1);
}

TEST_F(PushReceiverTest, KnowsARepetitionWithoutUuidByItsContent) {
  const PushReceiver desk = receiver();
  PushRequest request = authorized();
  request.headers.erase(request.headers.begin() + 1);
  expect_answer(desk.receive(request), PushVerdict::accepted, 200);
  expect_answer(desk.receive(request), PushVerdict::duplicate, 200);
  request.body.insert(1, " ");
  expect_answer(desk.receive(request), PushVerdict::accepted, 200);
}

TEST_F(PushReceiverTest, KeysThatTheLedgerGetsAreShortAndPrintable) {
  const auto noted = std::make_shared<NotedLedger>();
  ledger = noted;
  const PushReceiver desk = receiver();
  desk.receive(authorized());
  PushRequest request = authorized();
  request.headers.erase(request.headers.begin() + 1);
  desk.receive(request);
  ASSERT_THAT(noted->begun, SizeIs(2));
  EXPECT_EQ(noted->begun[0], kUuid);
  EXPECT_EQ(noted->begun[1].substr(0, 7), "sha256:");
  EXPECT_THAT(noted->begun[1], SizeIs(7 + 64));
  EXPECT_THAT(noted->ended, ElementsAre(true, true));
}

TEST_F(PushReceiverTest, AsksForARepetitionWhenTheLedgerCannotTell) {
  const auto noted = std::make_shared<NotedLedger>();
  noted->standing = Standing::unavailable;
  ledger = noted;
  expect_answer(receiver().receive(authorized()), PushVerdict::failed, 503);
  noted->throws = true;
  expect_answer(receiver().receive(authorized()), PushVerdict::failed, 503);
  EXPECT_THAT(handled, IsEmpty());
}

TEST_F(PushReceiverTest, StandsByWhatTheHandlerDidWhenTheLedgerFailsAfterwards) {
  const auto noted = std::make_shared<NotedLedger>();
  ledger = noted;
  handle = [&](const PushEvent&) {
    noted->throws = true;
    return true;
  };
  expect_answer(receiver().receive(authorized()), PushVerdict::accepted, 200);
}

TEST_F(PushReceiverTest, TurnsAwayWhoeverHasNotTheCredentialsBeforeReadingAnything) {
  PushRequest request = push();
  request.method = "GET";
  request.body = "not JSON";
  const PushAnswer answer = receiver().receive(request);
  expect_answer(answer, PushVerdict::unauthorized, 401);
  ASSERT_THAT(answer.headers, SizeIs(2));
  EXPECT_EQ(answer.headers[1].name, "WWW-Authenticate");
  EXPECT_THAT(answer.headers[1].value, HasSubstr("Bearer"));
  EXPECT_THAT(handled, IsEmpty());
}

TEST_F(PushReceiverTest, SaysWhatIsWrongWithAMalformedPush) {
  const PushReceiver desk = receiver();
  PushRequest cut = authorized();
  cut.body.resize(cut.body.size() / 2);
  const PushAnswer answer = desk.receive(cut);
  expect_answer(answer, PushVerdict::malformed, 400);
  EXPECT_THAT(answer.reason, HasSubstr("body"));

  PushRequest other_type = authorized();
  push_test::header(other_type, 0).value = "text/html";
  expect_answer(desk.receive(other_type), PushVerdict::malformed, 415);

  PushRequest other_method = authorized();
  other_method.method = "GET";
  const PushAnswer not_allowed = desk.receive(other_method);
  expect_answer(not_allowed, PushVerdict::malformed, 405);
  EXPECT_EQ(not_allowed.headers.back().name, "Allow");
  EXPECT_EQ(not_allowed.headers.back().value, "POST");
  EXPECT_THAT(handled, IsEmpty());
}

TEST_F(PushReceiverTest, RefusesABodyBeyondTheBound) {
  max_body_bytes = 100;
  expect_answer(receiver().receive(authorized()), PushVerdict::malformed, 413);
}

TEST_F(PushReceiverTest, DoesNotRememberAMalformedPush) {
  const PushReceiver desk = receiver();
  PushRequest cut = authorized();
  cut.body.resize(cut.body.size() / 2);
  desk.receive(cut);
  expect_answer(desk.receive(authorized()), PushVerdict::accepted, 200);
}

TEST_F(PushReceiverTest, HandsOverPushesOfKindsThatItDoesNotKnow) {
  expect_answer(receiver().receive(authorized(push({{"Any", 1}}, "action=tags&version=1"))), PushVerdict::accepted,
                200);
  ASSERT_THAT(handled, SizeIs(1));
  EXPECT_EQ(handled[0].action, "tags");
  EXPECT_EQ(handled[0].raw_body, R"({"Any":1})");
}

TEST_F(PushReceiverTest, IsNotMadeWithoutWhatItNeeds) {
  const auto field = [](PushReceiverOptions options) {
    const auto made = PushReceiver::create(std::move(options));
    return made ? std::string("nothing") : made.error().field();
  };
  PushReceiverOptions options;
  options.handler = handle;
  EXPECT_EQ(field(options), "auth");
  options.auth = NoPushAuth();
  EXPECT_EQ(field(options), "nothing");
  options.max_body_bytes = 0;
  EXPECT_EQ(field(options), "max_body_bytes");
  options.max_body_bytes = 1;
  options.handler = nullptr;
  EXPECT_EQ(field(options), "handler");
}

}  // namespace
}  // namespace tccc
