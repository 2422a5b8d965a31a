// SPDX-License-Identifier: Apache-2.0
// Ends of calls, pushed by the mock endpoint to a server that receives them as a user's does.
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "../key_watch.h"
#include "tccc/tccc.h"
#include "tccc/testing/manual_clock.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::SentPush;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kApp = 1400000000;

/// A server on cpp-httplib around a receiver, as in examples/receive_pushes.cc.
class UserServer {
 public:
  explicit UserServer(PushReceiverOptions options) : receiver_(PushReceiver::create(std::move(options)).value()) {
    server_.Post("/pushes", [this](const httplib::Request& request, httplib::Response& response) {
      PushRequest push;
      push.method = request.method;
      push.query = request.target;
      for (const auto& [name, value] : request.headers) push.headers.push_back({name, value});
      push.body = request.body;
      const PushAnswer answer = receiver_.receive(std::move(push));
      response.status = answer.status;
      for (const PushHeader& header : answer.headers) response.set_header(header.name, header.value);
      response.body = answer.body;
      const std::lock_guard<std::mutex> lock(mutex_);
      verdicts_.push_back(answer.verdict);
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  UserServer(const UserServer&) = delete;
  UserServer& operator=(const UserServer&) = delete;
  ~UserServer() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    while (!server_.is_running()) std::this_thread::yield();
    server_.stop();
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/pushes"; }
  std::vector<PushVerdict> verdicts() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return verdicts_;
  }

 private:
  PushReceiver receiver_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::vector<PushVerdict> verdicts_;
};

struct Pushes : ::testing::Test {
  Pushes() {
    receiving.auth = BasicPushAuth{"pusher", password};
    receiving.handler = [this](const PushEvent& event) {
      const std::lock_guard<std::mutex> lock(mutex);
      events.push_back(event);
      return !fails;
    };
    pushing.user = "pusher";
    pushing.password = password;
  }

  /// Server, mock and client; call it once.
  void start() {
    server = std::make_unique<UserServer>(receiving);
    if (pushing.url.empty()) pushing.url = server->url();
    testing::MockEndpointOptions options;
    options.tls = false;
    options.clock = clock;
    options.seed = 1;
    options.push = pushing;
    mock.emplace(std::move(testing::MockEndpoint::start(std::move(options)).value()));
    ClientOptions client_options;
    client_options.endpoint = mock->endpoint();
    client_options.clock = clock;
    client.emplace(Client::create(static_credentials(mock->credentials()), client_options).value());
  }

  std::string place(const char* callee = testing::magic_callee::succeeds) const {
    CreateAIAgentCallRequest request;
    request.sdk_app_id = kApp;
    request.ai_agent_id = 15;
    request.callee = callee;
    return client->send(request).value().session_id;
  }

  void let_it_end() {
    clock->advance(minutes(2));
    mock->deliver_pushes();
  }

  std::vector<PushEvent> handled() {
    const std::lock_guard<std::mutex> lock(mutex);
    return events;
  }

  std::vector<std::string> actions() {
    std::vector<std::string> made;
    for (const PushEvent& event : handled()) made.push_back(event.action);
    return made;
  }

  void script(testing::PushScript push) {
    testing::CallScript script;
    script.push = push;
    mock->script_callee(testing::magic_callee::succeeds, script);
  }

  const Secret password{random_key()};
  const std::shared_ptr<testing::ManualClock> clock =
      std::make_shared<testing::ManualClock>(std::chrono::system_clock::time_point(seconds(1735689600)));
  PushReceiverOptions receiving;
  testing::MockPushOptions pushing;
  std::mutex mutex;
  std::vector<PushEvent> events;  // under mutex: the server has threads of its own
  std::atomic<bool> fails{false};
  std::unique_ptr<UserServer> server;
  std::optional<testing::MockEndpoint> mock;
  std::optional<Client> client;
};

TEST_F(Pushes, ArriveWhenACallHasEndedAndNotBefore) {
  start();
  const std::string session = place();
  clock->advance(seconds(3));
  mock->deliver_pushes();
  EXPECT_THAT(actions(), IsEmpty());
  let_it_end();
  EXPECT_THAT(actions(), ElementsAre("cdr", "record", "record"));
  const std::vector<PushEvent> told = handled();
  const auto* pushed = std::get_if<CallRecordPush>(&told.at(0).content);
  ASSERT_NE(pushed, nullptr);
  EXPECT_EQ(pushed->sdk_app_id, kApp);
  EXPECT_EQ(pushed->record.session_id, session);
  EXPECT_EQ(pushed->record.end_status, end_status::ai_agent_end_call);
  EXPECT_EQ(std::get<RecordingPush>(told.at(1).content).endpoint_user, testing::magic_callee::succeeds);
  EXPECT_THAT(mock->sent_pushes(), Each(Field(&SentPush::was_accepted, true)));
}

TEST_F(Pushes, TellTheSameAsTheRecordThatIsAskedFor) {
  start();
  Session session{kApp, place(testing::magic_callee::declines), {}};
  let_it_end();
  const auto asked = wait_for_end(*client, session);
  ASSERT_TRUE(asked) << asked.error();
  const TelCdrInfo pushed = std::get<CallRecordPush>(handled().at(0).content).record;
  EXPECT_EQ(pushed.end_status, asked->end_status);
  EXPECT_EQ(pushed.ended_timestamp, asked->ended_timestamp);
  EXPECT_EQ(pushed.hung_up_side, asked->hung_up_side);
  EXPECT_EQ(pushed.callee, asked->callee);
}

TEST_F(Pushes, ComeAgainUntilTheHandlerSucceeds) {
  start();
  fails = true;
  place(testing::magic_callee::busy);
  let_it_end();
  clock->advance(pushing.retry_interval);
  mock->deliver_pushes();
  fails = false;
  clock->advance(pushing.retry_interval);
  mock->deliver_pushes();
  clock->advance(minutes(10));
  mock->deliver_pushes();
  EXPECT_THAT(server->verdicts(), ElementsAre(PushVerdict::failed, PushVerdict::failed, PushVerdict::accepted));
  const std::vector<SentPush> sent = mock->sent_pushes();
  ASSERT_THAT(sent, SizeIs(3));
  EXPECT_EQ(sent[0].status, 503);
  EXPECT_EQ(sent[2].status, 200);
  EXPECT_EQ(sent[2].attempt, 3U);
  EXPECT_EQ(sent[2].uuid, sent[0].uuid);
}

TEST_F(Pushes, ReachTheHandlerOnceHoweverOftenTheyAreDelivered) {
  start();
  testing::PushScript push;
  push.deliveries = 3;
  script(push);
  place();
  let_it_end();
  EXPECT_THAT(actions(), UnorderedElementsAre("cdr", "record", "record"));
  EXPECT_THAT(mock->sent_pushes(), SizeIs(9));
  EXPECT_THAT(mock->sent_pushes(), Each(Field(&SentPush::was_accepted, true)));
}

TEST_F(Pushes, MayBringRecordingsBeforeTheirCallAndVoicemails) {
  start();
  testing::PushScript push;
  push.is_out_of_order = true;
  push.has_voicemail = true;
  script(push);
  place();
  let_it_end();
  EXPECT_THAT(actions(), ElementsAre("record", "record", "cdr", "voicemail"));
}

TEST_F(Pushes, AreTurnedAwayWithTheWrongPassword) {
  start();
  testing::PushScript push;
  push.has_wrong_password = true;
  script(push);
  place();
  let_it_end();
  EXPECT_THAT(actions(), IsEmpty());
  EXPECT_THAT(server->verdicts(), Each(PushVerdict::unauthorized));
  EXPECT_THAT(mock->sent_pushes(), Each(Field(&SentPush::status, 401)));
}

TEST_F(Pushes, AreLetInWithTheTokenOfOAuth2) {
  const Secret token(random_key());
  receiving.auth = BearerPushAuth{{token}, {}};
  pushing.user.clear();
  pushing.bearer_token = token;
  start();
  place(testing::magic_callee::busy);
  let_it_end();
  EXPECT_THAT(actions(), ElementsAre("cdr"));
}

TEST_F(Pushes, AreRepeatedToAServerThatIsDownAndThenGivenUp) {
  pushing.retry_interval = seconds(0);
  start();
  server->stop();
  place(testing::magic_callee::busy);
  let_it_end();
  EXPECT_THAT(mock->sent_pushes(), SizeIs(4));
  EXPECT_THAT(mock->sent_pushes(), Each(Field(&SentPush::status, 0)));
}

TEST_F(Pushes, GoOutByThemselvesWhenTheClockSaysSo) {
  std::promise<void> arrived;
  receiving.handler = [&](const PushEvent&) {
    arrived.set_value();
    return true;
  };
  start();
  place(testing::magic_callee::busy);
  clock->advance(minutes(2));
  arrived.get_future().wait();
}

TEST(MockPushes, GoToLoopbackAlone) {
  const auto refused = [](testing::MockPushOptions push) {
    testing::MockEndpointOptions options;
    options.tls = false;
    options.push = std::move(push);
    const auto mock = testing::MockEndpoint::start(std::move(options));
    return mock ? std::string("nothing") : mock.error().field();
  };
  testing::MockPushOptions push;
  for (const char* url : {"https://127.0.0.1:1/", "http://192.0.2.1/", "http://example.com/pushes", "127.0.0.1:1", "x",
                          "http://127.0.0.1:0/", "http://127.0.0.1:1/a b", "http://127.0.0.1:1/#a"}) {
    push.url = url;
    EXPECT_EQ(refused(push), "push.url") << url;
  }
  push.url = "http://127.0.0.1:1";
  EXPECT_EQ(refused(push), "nothing");
  push.retry_interval = seconds(-1);
  EXPECT_EQ(refused(push), "push.retry_interval");
  push.user = "pusher";
  push.bearer_token = Secret(random_key());
  EXPECT_EQ(refused(push), "push.bearer_token");
}

}  // namespace
}  // namespace tccc
