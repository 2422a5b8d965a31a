// SPDX-License-Identifier: Apache-2.0
// Random faults on real sockets: whatever a server does, no call-placing request is read twice unless the server itself
// answered that it refused it.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "../call_path.h"
#include "fault_matrix.h"
#include "fault_matrix_client.h"

namespace tccc {
namespace loopback {
namespace {

constexpr std::uint32_t kSequences = 300;
constexpr int kCallsPerSequence = 3;

// What the service answers when it refuses a request before any work, so that it may be repeated.
const std::string kRefusals[] = {
    error_answer("RequestLimitExceeded"),
    error_answer("RequestLimitExceeded.UinLimitExceeded"),
    error_answer("AuthFailure.SignatureExpire", std::string("Date: ") + kDateOfService + "\r\n"),
};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : generator_(seed) {}
  // From 0 up to but not including `end`. The remainder is the same on every machine, unlike standard distributions.
  std::size_t roll(std::size_t end) { return generator_() % end; }

 private:
  std::mt19937 generator_;
};

// One request, as a server may treat it. False: the connection ends with it.
bool add_fate(Dice& dice, ConnectionScript& script) {
  const auto cut = [&](std::string bytes) { return bytes.substr(0, dice.roll(bytes.size())); };
  const auto end = [&] {
    script.push_back(dice.roll(2) == 0 ? Step(Close()) : Step(Reset()));
    return false;
  };
  switch (dice.roll(16)) {
    case 0:  // nothing is read
      return end();
    case 1:
      script.emplace_back(ReadHead());
      return end();
    case 2:
    case 3:
      script.emplace_back(ReadRequest());
      return end();
    case 4:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{cut(good_answer())});
      return end();
    case 5:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{http_answer(503, "", "Retry-After: 0\r\n")});
      return true;
    case 6:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{error_answer("InternalError")});
      return true;
    case 7:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{http_answer(200, cut(good_answer()))});
      return true;
    case 8:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{good_answer() + cut(good_answer())});
      return true;
    case 9:
      if (dice.roll(4) == 0) script.emplace_back(ReadRequest());
      script.emplace_back(StaySilent());
      return false;
    case 10:
    case 11:
    case 12:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{kRefusals[dice.roll(std::size(kRefusals))]});
      return true;
    default:
      script.emplace_back(ReadRequest());
      script.emplace_back(Send{good_answer()});
      return true;
  }
}

Script random_script(Dice& dice) {
  constexpr std::size_t kMostConnections = 8;
  constexpr std::size_t kMostRequests = 4;
  Script script;
  const std::size_t connections = 1 + dice.roll(kMostConnections);
  for (std::size_t i = 0; i < connections; ++i) {
    ConnectionScript connection;
    const std::size_t requests = 1 + dice.roll(kMostRequests);
    for (std::size_t j = 0; j < requests && add_fate(dice, connection); ++j) {
    }
    script.push_back(std::move(connection));
  }
  return script;
}

// Whether the server answered the n-th request that it read on a connection with a refusal.
bool was_refused(const ConnectionScript& script, std::size_t number) {
  std::size_t read = 0;
  for (std::size_t i = 0; i + 1 < script.size(); ++i) {
    const bool reads = std::holds_alternative<ReadRequest>(script[i]) || std::holds_alternative<ReadHead>(script[i]);
    if (!reads || read++ != number) continue;
    const auto* answer = std::get_if<Send>(&script[i + 1]);
    return answer != nullptr &&
           std::find(std::begin(kRefusals), std::end(kRefusals), answer->bytes) != std::end(kRefusals);
  }
  return false;
}

struct Tally {
  std::size_t delivered = 0;
  std::size_t refused = 0;
};

// Deliveries and refusals of each call, by the order of the calls.
std::vector<Tally> tally_of(const Script& script, const ScriptedServer& server) {
  std::vector<Tally> tallies(kCallsPerSequence);
  std::map<std::size_t, std::size_t> read_on_connection;
  for (const DeliveredRequest& request : server.delivered()) {
    const ConnectionScript& connection = script[(std::min)(request.connection, script.size() - 1)];
    const bool refused = was_refused(connection, read_on_connection[request.connection]++);
    for (int call = 0; call < kCallsPerSequence; ++call) {
      // ReadHead keeps no body; the header names the call as well.
      if (request.head.find("X-TC-Region: call-" + std::to_string(call)) == std::string::npos) continue;
      Tally& tally = tallies[static_cast<std::size_t>(call)];
      ++tally.delivered;
      if (refused) ++tally.refused;
    }
  }
  return tallies;
}

class RandomFaults : public ::testing::TestWithParam<std::tuple<std::uint32_t, CallPath>> {};

void run_sequence(std::uint32_t seed, CallPath path) {
  Dice dice(seed);
  const Script script = random_script(dice);
  ScriptedServer server(script);
  std::vector<std::optional<Error>> errors;
  {
    ClientOptions options = fault_matrix_options("http://127.0.0.1:" + std::to_string(server.port()));
    options.timeouts.attempt = std::chrono::milliseconds(100);
    options.retry.max_attempts = 5;
    const PathClient client(make_client(std::move(options)), path);
    for (int call = 0; call < kCallsPerSequence; ++call) {
      RequestOptions request_options;
      request_options.region = "call-" + std::to_string(call);
      const auto placed = client.send(placing_request(), request_options);
      errors.push_back(placed ? std::optional<Error>() : placed.error());
    }
  }
  server.release();
  ASSERT_TRUE(server.wait_until_idle());

  const std::vector<Tally> tallies = tally_of(script, server);
  for (std::size_t call = 0; call < tallies.size(); ++call) {
    const auto& [delivered, refused] = tallies[call];
    const std::optional<Error>& error = errors[call];
    SCOPED_TRACE("call " + std::to_string(call) + ": " + (error ? error->to_string() : "success"));
    EXPECT_LE(delivered, 1 + refused);
    if (!error) {
      EXPECT_EQ(delivered, 1 + refused);
    } else if (error->outcome() != Outcome::unknown) {
      EXPECT_EQ(delivered, refused);
    }
  }
}

// Blocks, so that a failure is found again quickly and a run with a test runner does not start 300 processes.
constexpr std::uint32_t kBlocks = 10;

TEST_P(RandomFaults, NeverDeliverACallTwiceUnlessItWasRefused) {
  constexpr std::uint32_t kPerBlock = kSequences / kBlocks;
  for (std::uint32_t i = 0; i < kPerBlock; ++i) {
    const std::uint32_t seed = 1 + std::get<0>(GetParam()) * kPerBlock + i;
    SCOPED_TRACE("seed " + std::to_string(seed));
    run_sequence(seed, std::get<1>(GetParam()));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFaults,
                         ::testing::Combine(::testing::Range(std::uint32_t{0}, kBlocks), both_paths()));

}  // namespace
}  // namespace loopback
}  // namespace tccc
