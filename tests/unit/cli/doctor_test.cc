// SPDX-License-Identifier: Apache-2.0
// `tccc doctor`, with a network that is made up.
#include <stdlib.h>

#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../../key_watch.h"
#include "cli/program.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

using nlohmann::json;
using tccc::testing::ScriptedTransport;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class NoCredentials final : public CredentialsProvider {
 public:
  Result<Credentials> credentials() override {
    Error::Details details;
    details.code = ErrorCode::credentials_unavailable;
    details.outcome = Outcome::not_sent;
    details.message = "no keys in this test";
    return Error(details);
  }
};

class DoctorVerb : public ::testing::Test {
 protected:
  int run(std::vector<std::string> arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{in, out, err, credentials_, transport_};
    environment.is_out_terminal = is_terminal_;
    environment.has_colour = has_colour_;
    environment.probe = [this](const ProbeTarget& target) {
      targets_.push_back(target.url);
      return probed_;
    };
    arguments.insert(arguments.begin(), "doctor");
    const int status = cli::run(arguments, environment);
    out_ = out.str();
    expect_no_key(out_);
    expect_no_key(err.str());
    return status;
  }

  json check(const std::string& name) {
    run({"--output", "json"});
    const json all = json::parse(out_);
    for (const json& one : all.at("Checks")) {
      if (one.at("Name") == name) return one;
    }
    return {};
  }

  static HttpExchange one_page() {
    HttpExchange exchange;
    exchange.request_left = true;
    exchange.status = 200;
    exchange.body = R"({"Response":{"RequestId":"r","TotalCount":0,"AIAgentInfoList":[]}})";
    return exchange;
  }

  static ProbeResult reached() {
    ProbeResult probed;
    probed.address = "192.0.2.1";
    probed.status = 200;
    probed.clock_ahead = std::chrono::milliseconds(300);
    probed.chain = {{"CN=leaf", "CN=middle", "Jan  1 00:00:00 2030 GMT"}, {"CN=middle", "CN=root", ""}};
    return probed;
  }

  std::shared_ptr<CredentialsProvider> credentials_ =
      static_credentials({"AKIDabcdefghijkl", Secret(random_key()), {}});
  std::shared_ptr<ScriptedTransport> transport_ = std::make_shared<ScriptedTransport>();
  ProbeResult probed_ = reached();
  bool is_terminal_ = false;
  bool has_colour_ = false;
  std::vector<std::string> targets_;
  std::string out_;
};

TEST_F(DoctorVerb, IsHealthyWhereEverythingWorksAndSendsNothingSigned) {
  EXPECT_EQ(run({"--output", "json"}), 0);
  EXPECT_EQ(json::parse(out_).at("Healthy"), true);
  EXPECT_THAT(transport_->requests(), IsEmpty());
  EXPECT_EQ(targets_, std::vector<std::string>{"https://ccc.tencentcloudapi.com/"});
  EXPECT_EQ(check("TLS").at("Status"), "ok");
  EXPECT_THAT(check("TLS").at("Detail"),
              HasSubstr("CN=leaf until Jan  1 00:00:00 2030 GMT; CN=middle, issued by CN=root"));
  EXPECT_THAT(check("signature").at("Detail"), HasSubstr("--live"));
}

TEST_F(DoctorVerb, HasTheServiceCheckTheSignatureWhenAskedTo) {
  transport_->push(one_page());
  EXPECT_EQ(run({"--live", "--app", "7"}), 0) << out_;
  ASSERT_THAT(transport_->requests(), SizeIs(1));
  EXPECT_EQ(transport_->requests()[0].action, "DescribeAIAgentInfoList");
  EXPECT_EQ(json::parse(transport_->requests()[0].body).at("SdkAppId"), 7);
}

TEST_F(DoctorVerb, TriesTheSignatureOfAMockWithoutBeingAsked) {
  transport_->push(one_page());
  EXPECT_EQ(run({"--endpoint", "http://127.0.0.1:1"}), 0) << out_;
  EXPECT_THAT(transport_->requests(), SizeIs(1));
}

TEST_F(DoctorVerb, TakesNoNameThatOnlyBeginsLikeLoopbackForIt) {
  for (const char* endpoint : {"127.evil.example", "localhost.example.com", "https://127.0.0.1.example.com"}) {
    EXPECT_EQ(run({"--endpoint", endpoint}), 0) << out_;
    EXPECT_THAT(out_, HasSubstr("not shown to the service")) << endpoint;
    EXPECT_THAT(out_, Not(HasSubstr("loopback"))) << endpoint;
  }
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(DoctorVerb, SaysWhatToDoAboutKeysThatAreRefused) {
  transport_->push(tccc::testing::service_error("AuthFailure.SignatureFailure"));
  EXPECT_EQ(run({"--live", "--app", "7"}), 1);
  EXPECT_THAT(out_, HasSubstr("failed\tsignature\tAuthFailure.SignatureFailure"));
  EXPECT_THAT(out_, HasSubstr("tccc configure"));
}

TEST_F(DoctorVerb, TellsARefusedReadFromARefusedSignature) {
  transport_->push(tccc::testing::service_error("UnsupportedOperation"));
  EXPECT_EQ(run({"--live", "--app", "7"}), 0);
  EXPECT_THAT(out_, HasSubstr("warning\tsignature\taccepted, but the read was refused: UnsupportedOperation"));
}

TEST_F(DoctorVerb, IsUnhealthyWithoutKeys) {
  credentials_ = std::make_shared<NoCredentials>();
  EXPECT_EQ(run({}), 1);
  EXPECT_THAT(out_, HasSubstr("failed\tcredentials\tno keys in this test\trun `tccc configure`"));
  EXPECT_EQ(check("signature").at("Status"), "skipped");
}

TEST_F(DoctorVerb, NamesTheStageAtWhichTheWayIsBlocked) {
  const std::pair<ProbeStage, std::string> stages[] = {{ProbeStage::name, "name servers"},
                                                       {ProbeStage::connection, "firewall"},
                                                       {ProbeStage::tls, "--ca-file"},
                                                       {ProbeStage::answer, "no other server"}};
  for (const auto& [stage, remedy] : stages) {
    probed_ = ProbeResult();
    probed_.stage = stage;
    probed_.fault = "blocked";
    EXPECT_EQ(run({}), 1);
    EXPECT_THAT(out_, HasSubstr("failed\tendpoint\thttps://ccc.tencentcloudapi.com: blocked"));
    EXPECT_THAT(out_, HasSubstr(remedy));
  }
}

TEST_F(DoctorVerb, MeasuresTheClock) {
  EXPECT_EQ(check("clock").at("Detail"), "as that of the endpoint");
  probed_.clock_ahead = std::chrono::seconds(40);
  EXPECT_EQ(check("clock").at("Status"), "warning");
  EXPECT_EQ(check("clock").at("Detail"), "40 s ahead of the endpoint");
  EXPECT_EQ(run({}), 0);
  probed_.clock_ahead = std::chrono::seconds(-301);
  EXPECT_EQ(check("clock").at("Status"), "failed");
  EXPECT_EQ(check("clock").at("Detail"), "301 s behind the endpoint");
  EXPECT_EQ(run({}), 1);
}

TEST_F(DoctorVerb, ShowsNoPasswordOfAProxy) {
  const char* before = ::getenv("https_proxy");
  const std::optional<std::string> kept = before == nullptr ? std::nullopt : std::optional<std::string>(before);
  const std::string password = random_key();
  ::setenv("https_proxy", ("http://user:" + password + "@proxy.example.com:3128").c_str(), 1);
  probed_.used_http_proxy = true;
  EXPECT_EQ(check("proxy").at("Detail"), "https_proxy=http://***@proxy.example.com:3128");
  kept ? ::setenv("https_proxy", kept->c_str(), 1) : ::unsetenv("https_proxy");
}

TEST_F(DoctorVerb, ADryRunSendsNothing) {
  EXPECT_EQ(run({"--dry-run", "--live", "--app", "7"}), 0);
  EXPECT_THAT(targets_, IsEmpty());
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(DoctorVerb, IsColouredOnlyAtATerminalThatWantsIt) {
  has_colour_ = true;
  run({});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
  is_terminal_ = true;
  run({});
  EXPECT_THAT(out_, HasSubstr("\033[32mok"));
  has_colour_ = false;
  run({});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
}

}  // namespace
}  // namespace tccc::cli
