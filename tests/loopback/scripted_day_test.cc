// SPDX-License-Identifier: Apache-2.0
// A day of a backend that places hundreds of calls over a network that loses answers: in the end each callee has been
// called as often as somebody wanted, and every job knows its call. The time is set by the test.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/tccc.h"
#include "tccc/testing/manual_clock.h"
#include "tccc/testing/mock_endpoint.h"
#include "transport/curl_transport.h"

namespace tccc {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Wall = std::chrono::system_clock::time_point;

constexpr std::size_t kJobs = 500;
constexpr std::size_t kLostAnswers = 13;
constexpr std::size_t kLostRequests = 12;

enum class Loss { nothing, answer, request };

/// Real connections, but for the one request that is told to get lost.
class LossyTransport final : public Transport {
 public:
  explicit LossyTransport(std::shared_ptr<Transport> wire) : wire_(std::move(wire)) {}

  void lose_next(Loss loss) { loss_ = loss; }

  HttpExchange send(const HttpRequest& request) override {
    const Loss loss = std::exchange(loss_, Loss::nothing);
    if (loss == Loss::nothing) return wire_->send(request);
    // Nobody but this class can tell one from the other.
    if (loss == Loss::answer) (void)wire_->send(request);
    HttpExchange lost;
    lost.code = ErrorCode::connection_lost;
    lost.request_left = true;
    return lost;
  }

 private:
  const std::shared_ptr<Transport> wire_;
  Loss loss_ = Loss::nothing;
};

/// One call that somebody wants.
struct Job {
  CreateAIAgentCallRequest request = {};
  Loss loss = Loss::nothing;
  std::size_t times_dialled = 0;
  std::string session_id = {};              // once known
  std::optional<UnknownCall> unknown = {};  // while not
  Wall look_again_at = {};
};

/// Every seventh call goes to a callee that was called a few minutes before.
std::string callee_of(std::size_t job) {
  const std::size_t person = job % 7 == 6 ? job - 3 : job;
  return "00861301234" + std::to_string(1000 + person);
}

std::vector<Job> plan_day() {
  std::vector<Job> jobs(kJobs);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].request.sdk_app_id = 1400000000;
    jobs[i].request.ai_agent_id = 15;
    jobs[i].request.callee = callee_of(i);
    if (i < kLostAnswers + kLostRequests) jobs[i].loss = i < kLostAnswers ? Loss::answer : Loss::request;
  }
  std::vector<Loss> losses;
  for (const Job& job : jobs) losses.push_back(job.loss);
  std::shuffle(losses.begin(), losses.end(), std::minstd_rand(20200210));
  // The second of two calls to one callee is lost in any case, once with and once without effect.
  losses[6] = Loss::answer;
  losses[13] = Loss::request;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    // Two lost calls to one callee within minutes are for a person to tell apart.
    const bool is_first_of_two = i + 3 < jobs.size() && callee_of(i + 3) == callee_of(i);
    if (!is_first_of_two || losses[i + 3] == Loss::nothing) jobs[i].loss = losses[i];
  }
  return jobs;
}

struct ScriptedDay : ::testing::Test {
  void SetUp() override {
    testing::MockEndpointOptions mock;
    mock.tls = false;
    mock.clock = clock;
    mock.record_delay = seconds(30);
    mock.seed = 1;
    auto started = testing::MockEndpoint::start(std::move(mock));
    ASSERT_TRUE(started) << started.error();
    endpoint.emplace(std::move(*started));
    auto wire = detail::make_curl_transport({});
    ASSERT_TRUE(wire) << wire.error();
    transport = std::make_shared<LossyTransport>(std::move(*wire));
    ClientOptions options;
    options.endpoint = endpoint->endpoint();
    options.clock = clock;
    options.transport = transport;
    auto made = Client::create(static_credentials(endpoint->credentials()), options);
    ASSERT_TRUE(made) << made.error();
    client.emplace(std::move(*made));

    using testing::CallFate;
    const CallFate fates[] = {CallFate::answered, CallFate::busy, CallFate::no_answer, CallFate::callee_hangs_up};
    for (std::size_t i = 0; i < kJobs; ++i) {
      testing::CallScript script;
      script.fate = fates[i % 4];
      endpoint->script_callee(callee_of(i), script);
    }
  }

  void dial(Job& job) {
    ++job.times_dialled;
    transport->lose_next(std::exchange(job.loss, Loss::nothing));
    const auto placed = client->send(job.request);
    if (placed) {
      job.session_id = placed->session_id;
      return;
    }
    ASSERT_EQ(placed.error().outcome(), Outcome::unknown) << placed.error();
    job.unknown = unknown_call(job.request, placed.error());
    job.look_again_at = clock->now() + seconds(5);
    ++unknowns;
  }

  /// Searches for all calls whose time has come; what was not placed is dialled again.
  void settle_due() {
    std::vector<Job*> due;
    std::vector<UnknownCall> calls;
    ReconcileOptions options;
    options.longest_call = minutes(30);
    for (Job& job : jobs) {
      if (!job.session_id.empty()) options.other_sessions.push_back(job.session_id);
      if (!job.unknown || job.look_again_at > clock->now()) continue;
      due.push_back(&job);
      calls.push_back(*job.unknown);
    }
    if (due.empty()) return;
    const auto results = reconcile(*client, calls, options);
    for (std::size_t i = 0; i < due.size(); ++i) {
      ASSERT_TRUE(results[i]) << results[i].error();
      settle(*due[i], *results[i]);
    }
  }

  void settle(Job& job, const Reconciliation& found) {
    switch (found.placement) {
      case Placement::placed:
        ++found_placed;
        job.session_id = found.session.session_id;
        job.unknown.reset();
        break;
      case Placement::not_placed:
        ++found_not_placed;
        EXPECT_GE(clock->now(), found.life_ends_at);
        job.unknown.reset();
        dial(job);
        break;
      case Placement::ambiguous:
        ADD_FAILURE() << "nothing here leaves a doubt";
        [[fallthrough]];
      case Placement::not_found_yet:
        ASSERT_GT(found.look_again_at, clock->now() - minutes(1));
        job.look_again_at = found.look_again_at;
        break;
    }
  }

  /// The next time at which a search is due; none when all is settled.
  std::optional<Wall> next_due() const {
    std::optional<Wall> next;
    for (const Job& job : jobs) {
      if (job.unknown && (!next || job.look_again_at < *next)) next = job.look_again_at;
    }
    return next;
  }

  const std::shared_ptr<testing::ManualClock> clock = std::make_shared<testing::ManualClock>();
  std::optional<testing::MockEndpoint> endpoint;
  std::shared_ptr<LossyTransport> transport;
  std::optional<Client> client;
  std::vector<Job> jobs = plan_day();
  std::size_t unknowns = 0;
  std::size_t found_placed = 0;
  std::size_t found_not_placed = 0;
};

TEST_F(ScriptedDay, SettlesEveryLostAnswerAndCallsNobodyTwice) {
  for (Job& job : jobs) {
    ASSERT_NO_FATAL_FAILURE(dial(job));
    clock->advance(seconds(60));
    ASSERT_NO_FATAL_FAILURE(settle_due());
  }
  while (const auto due = next_due()) {
    clock->advance(
        std::max(std::chrono::ceil<std::chrono::milliseconds>(*due - clock->now()), std::chrono::milliseconds(1)));
    ASSERT_NO_FATAL_FAILURE(settle_due());
  }

  EXPECT_GE(unknowns, kJobs / 25);
  EXPECT_EQ(found_placed + found_not_placed, unknowns);
  EXPECT_GT(found_placed, 0U);
  EXPECT_GT(found_not_placed, 0U);

  const std::vector<testing::SimulatedCall> calls = endpoint->calls();
  EXPECT_EQ(calls.size(), kJobs) << "each job has led to one call";
  std::map<std::string, std::string> callees;  // by session
  for (const testing::SimulatedCall& call : calls) callees[call.session_id] = call.callee;
  for (const Job& job : jobs) {
    EXPECT_EQ(callees[job.session_id], job.request.callee) << "a job has the call of another";
    callees.erase(job.session_id);  // so that no two jobs have one
  }
  EXPECT_TRUE(callees.empty()) << "a call belongs to no job";
}

TEST_F(ScriptedDay, WaitsForAllCallsAtOnceAtFiveRequestsALook) {
  std::vector<Session> sessions;
  for (Job& job : jobs) {
    job.loss = Loss::nothing;
    ASSERT_NO_FATAL_FAILURE(dial(job));
    sessions.push_back({job.request.sdk_app_id, job.session_id});
  }
  std::size_t looks = 0;
  WaitOptions options;
  options.interval = minutes(1);
  options.on_look = [&](const WaitProgress&) { ++looks; };
  for (const auto& record : wait_for_end(*client, sessions, options)) EXPECT_TRUE(record) << record.error();
  EXPECT_GT(looks, 1U);
  EXPECT_LE(endpoint->deliveries("DescribeTelCdr"), 5 * looks);
}

}  // namespace
}  // namespace tccc
