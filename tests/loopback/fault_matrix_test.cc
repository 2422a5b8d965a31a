// SPDX-License-Identifier: Apache-2.0
// Runs each row of the fault matrix through a real client and real sockets, and holds the guide against the table.
#include "fault_matrix.h"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "../call_path.h"
#include "fault_matrix_client.h"
#include "reuse.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace loopback {

static void PrintTo(const FaultRow& row, std::ostream* stream) {
  *stream << row.name;
}

namespace {

using testing::detail::CertificateValidity;
using testing::detail::ServerIdentity;
using testing::detail::ServerNames;
using testing::detail::ThrowawayCa;

enum class Doing : std::uint8_t { placing, reading };

void PrintTo(Doing doing, std::ostream* stream) {
  *stream << (doing == Doing::placing ? "Placing" : "Reading");
}

constexpr std::chrono::milliseconds kShortAttempt(400);  // where time is to run out
constexpr std::chrono::seconds kLatitude(20);            // for machines that are busy with other things

// An authority whose certificate stands in a file.
class TrustedAuthority {
 public:
  TrustedAuthority() {
    std::string name = ::testing::TempDir() + "tccc-authority-XXXXXX";
    const int file = mkstemp(name.data());
    EXPECT_GE(file, 0);
    if (file >= 0) close(file);
    file_ = name;
    std::ofstream(file_) << ca_.certificate_pem();
  }
  TrustedAuthority(const TrustedAuthority&) = delete;
  TrustedAuthority& operator=(const TrustedAuthority&) = delete;
  ~TrustedAuthority() { unlink(file_.c_str()); }

  const std::string& file() const noexcept { return file_; }
  ServerIdentity issue(const char* address, const CertificateValidity& validity) const {
    return ca_.issue({{}, {address}}, validity).value();
  }

 private:
  const ThrowawayCa ca_ = ThrowawayCa::create().value();
  std::string file_;
};

constexpr const char* kHere = "127.0.0.1";

ServerIdentity identity_for(Peer peer, const TrustedAuthority& authority) {
  const auto now = std::chrono::system_clock::now();
  switch (peer) {
    case Peer::tls_untrusted:
      return ThrowawayCa::create().value().issue({{}, {kHere}}).value();
    case Peer::tls_wrong_host:
      return authority.issue("127.0.0.9", CertificateValidity::around_now());
    case Peer::tls_expired:
      return authority.issue(kHere, {now - std::chrono::hours(48), now - std::chrono::hours(24)});
    default:
      return authority.issue(kHere, CertificateValidity::around_now());
  }
}

bool speaks_tls(Peer peer) {
  return peer == Peer::tls || peer == Peer::tls_untrusted || peer == Peer::tls_wrong_host || peer == Peer::tls_expired;
}

Script script_of(const FaultRow& row) {
  if (row.meets == Meets::every) return {row.script};
  Script script = row.meets == Meets::first ? in_turn(row.script) : Script{row.script};
  script.push_back(good_connection());
  return script;
}

class FaultMatrix : public ::testing::TestWithParam<std::tuple<FaultRow, Doing, CallPath>> {
 protected:
  static void SetUpTestSuite() {
    // Names that do not exist are not to be asked of the machine's proxy.
    setenv("no_proxy", "*", 1);
  }

  const FaultRow& row() const { return std::get<0>(GetParam()); }
  Doing doing() const { return std::get<1>(GetParam()); }
  CallPath path() const { return std::get<2>(GetParam()); }
  Verdict expected() const {
    // What waits for a second request on a connection is never met where there is none.
    if (row().meets == Meets::reused && !reuses_connections()) return {ErrorCode::ok, std::nullopt, 1, 1};
    return doing() == Doing::placing ? row().placing : row().reading;
  }

  std::optional<Error> call(const Client& shared) const {
    const PathClient client(shared, path());
    RequestOptions options;
    if (row().times_out) options.attempt_timeout = kShortAttempt;
    if (doing() == Doing::placing) {
      const auto placed = client.send(placing_request(), options);
      return placed ? std::optional<Error>() : placed.error();
    }
    const auto read = client.send(reading_request(), options);
    return read ? std::optional<Error>() : read.error();
  }

  // Calls, and compares all but the deliveries with what is expected.
  void check_call(const Client& client, const AttemptCounter& attempts) const {
    const int attempts_before = attempts.count();
    const auto start = std::chrono::steady_clock::now();
    const std::optional<Error> error = call(client);
    const auto elapsed = std::chrono::steady_clock::now() - start;

    EXPECT_EQ(error ? error->code() : ErrorCode::ok, expected().code) << (error ? error->to_string() : "");
    EXPECT_EQ(error.has_value(), expected().outcome.has_value());
    if (error && expected().outcome) {
      EXPECT_EQ(error->outcome(), *expected().outcome) << error->to_string();
      EXPECT_EQ(error->attempts(), expected().attempts);
      EXPECT_EQ(error->first_sent_at().has_value(), *expected().outcome != Outcome::not_sent);
    }
    EXPECT_EQ(attempts.count() - attempts_before, expected().attempts);
    EXPECT_LT(elapsed, fault_matrix_options({}).timeouts.total + kLatitude);
  }
};

TEST_P(FaultMatrix, ComesToWhatTheTableSays) {
  const TrustedAuthority authority;
  const auto attempts = std::make_shared<AttemptCounter>();
  const auto client_for = [&](std::string endpoint) {
    ClientOptions options = fault_matrix_options(std::move(endpoint));
    options.tls.ca_file = authority.file();
    options.log = attempts;
    return make_client(std::move(options));
  };

  if (row().peer == Peer::unknown_name)
    return check_call(client_for("https://" + std::string(64, 'a') + ".invalid"), *attempts);
  if (row().peer == Peer::refusing) {
    const RefusingPort port;
    return check_call(client_for("https://127.0.0.1:" + std::to_string(port.port())), *attempts);
  }

  std::optional<ServerIdentity> identity;
  if (speaks_tls(row().peer)) identity = identity_for(row().peer, authority);
  ScriptedServer server(script_of(row()), identity);
  const bool is_plain = row().peer == Peer::plain;
  std::size_t earlier = 0;
  {
    const Client client =
        client_for((is_plain ? "http://127.0.0.1:" : "https://127.0.0.1:") + std::to_string(server.port()));
    if (row().meets == Meets::reused) {
      const auto warmed = PathClient(client, path()).send(reading_request());
      ASSERT_TRUE(warmed) << warmed.error().to_string();
      earlier = 1;
      if (row().waits_for_closing) {
        ASSERT_TRUE(server.wait_for_closings(1));
      }
    }
    check_call(client, *attempts);
  }
  server.release();
  ASSERT_TRUE(server.wait_until_idle());
  EXPECT_EQ(server.delivered().size() - earlier, expected().deliveries);
}

std::string name_of(const ::testing::TestParamInfo<std::tuple<FaultRow, Doing, CallPath>>& test) {
  return std::string(std::get<0>(test.param).name) +
         (std::get<1>(test.param) == Doing::placing ? "_Placing" : "_Reading") +
         (std::get<2>(test.param) == CallPath::blocking ? "" : "_Async");
}

INSTANTIATE_TEST_SUITE_P(Rows, FaultMatrix,
                         ::testing::Combine(::testing::ValuesIn(fault_matrix()),
                                            ::testing::Values(Doing::placing, Doing::reading), both_paths()),
                         &name_of);

TEST(FaultMatrixTable, NeverLetsAPlacingRequestBeReadTwiceUnlessItWasRefused) {
  for (const FaultRow& row : fault_matrix()) {
    SCOPED_TRACE(row.name);
    // All but the last request were refused by the service, in rows where any is repeated after being read.
    const bool is_refused_first =
        row.script.size() > 1 && std::string_view(row.does).find("`RequestLimitExceeded") == 0;
    if (row.placing.outcome == Outcome::unknown && !is_refused_first) {
      EXPECT_LE(row.placing.deliveries, 1u);
    }
    if (row.placing.outcome == Outcome::not_sent) {
      EXPECT_EQ(row.placing.deliveries, 0u);
    }
  }
}

TEST(FaultMatrixTable, HasARowForEachFaultOnceAndSixtyOfThem) {
  std::set<std::string> names;
  for (const FaultRow& row : fault_matrix()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
  EXPECT_GE(names.size(), 60u);
}

TEST(FaultMatrixGuide, HoldsTheTable) {
  constexpr std::string_view kBegin = "<!-- begin of the table -->\n";
  constexpr std::string_view kEnd = "<!-- end of the table -->";
  std::ifstream file(TCCC_GUIDE_DIR "/fault-matrix.md");
  const std::string guide((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t begin = guide.find(kBegin);
  const std::size_t end = guide.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t start = begin + kBegin.size();
  EXPECT_EQ(guide.substr(start, end - start), fault_matrix_in_markdown())
      << "put the table of the code into docs/guide/fault-matrix.md";
}

TEST(ClockCorrection, DatesTheSecondRequestWithTheTimeOfTheService) {
  const std::string date = std::string("Date: ") + kDateOfService + "\r\n";
  ScriptedServer server(in_turn({ReadRequest(), Send{error_answer("AuthFailure.SignatureExpire", date)}, ReadRequest(),
                                 Send{good_answer()}, Again()}));
  const Client client = make_client(fault_matrix_options("http://127.0.0.1:" + std::to_string(server.port())));
  ASSERT_TRUE(client.send(placing_request()));
  ASSERT_EQ(server.delivered().size(), 2u);
  const auto timestamp_of = [](const std::string& head) {
    constexpr std::string_view kName = "X-TC-Timestamp: ";
    return std::strtoll(head.c_str() + head.find(kName) + kName.size(), nullptr, 10);
  };
  const std::int64_t first = timestamp_of(server.delivered()[0].head);
  const std::int64_t second = timestamp_of(server.delivered()[1].head);
  EXPECT_LT(first, kTimeOfService);
  // The timestamp is cut to seconds, the correction to milliseconds.
  EXPECT_GE(second, kTimeOfService - 1);
  EXPECT_LT(second, kTimeOfService + 60);
  EXPECT_NE(server.delivered()[0].head, server.delivered()[1].head);
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
