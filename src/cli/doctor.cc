// SPDX-License-Identifier: Apache-2.0
// `tccc doctor`: whether calls can be placed from here, check by check.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "auth/credentials_paths.h"
#include "cli/checkup.h"
#include "cli/dry_run.h"
#include "cli/place_call.h"
#include "cli/print_result.h"
#include "cli/shown_text.h"
#include "cli/verbs.h"
#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/signer.h"
#include "tccc/version.h"
#include "wire/endpoint.h"

namespace tccc::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kConfigure = "run `tccc configure`, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY";

// Notices that other users can read the file of the keys.
class ExposureWatch final : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override {
    if (record.event == LogEvent::credentials_file_exposed) is_exposed_ = true;
  }
  bool is_exposed() const noexcept { return is_exposed_; }

 private:
  bool is_exposed_ = false;
};

Check check_libcurl() {
  const LibcurlFacts facts = libcurl_facts();
  Check check{"libcurl", CheckStatus::ok, facts.version + ", " + facts.tls_library, {}};
  for (const std::string& feature : facts.lacks) check.detail += ", without " + feature;
  if (facts.is_new_enough && !facts.tls_library.empty()) return check;
  check.status = CheckStatus::failed;
  check.remedy = "install libcurl 7.80 or newer, built with TLS";
  return check;
}

/// Where keys that were found are from, for they do not tell.
Check describe_source(const GlobalOptions& global, const Credentials& keys) {
  const std::string kind = keys.token.empty() ? "" : ", temporary";
  const std::string id = shortened_id(keys.secret_id) + kind;
  if (global.profile.empty() && detail::read_variable("TENCENTCLOUD_SECRET_ID") == keys.secret_id) {
    return {"credentials", CheckStatus::ok, id + ", from the environment", {}};
  }
  const std::string profile = global.profile.empty() ? "default" : global.profile;
  const std::string origin = id + ", from profile [" + profile + "] of ";
  for (const std::string& path : detail::credentials_paths({}).paths) {
    const auto watch = std::make_shared<ExposureWatch>();
    CredentialsSeams seams;
    seams.log = watch;
    const auto read = file_credentials({path, profile}, seams)->credentials();
    if (!read || read->secret_id != keys.secret_id) continue;
    Check check{"credentials", CheckStatus::ok, origin + path, {}};
    if (watch->is_exposed()) {
      check.status = CheckStatus::warning;
      check.detail += ", which others can read";
      check.remedy = "chmod 600 " + path;
    }
    return check;
  }
  return {"credentials", CheckStatus::ok, id + ", from the role of this machine or pod", {}};
}

std::string without_password(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t at = url.rfind('@');
  return at == std::string::npos || at < begin ? url : url.substr(0, begin) + "***" + url.substr(at);
}

Check check_proxy(bool is_loopback, const std::optional<ProbeResult>& probed) {
  if (is_loopback) return {"proxy", CheckStatus::ok, "none: loopback is reached directly", {}};
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    const std::string url = detail::read_variable(name);
    if (url.empty()) continue;
    const std::string what = std::string(name) + "=" + without_password(url);
    if (probed && probed->stage == ProbeStage::proxy) {
      return {"proxy", CheckStatus::failed, what + ": " + probed->fault,
              std::string("correct ") + name + ", or let no_proxy name the endpoint's host"};
    }
    const bool is_socks = url.compare(0, 5, "socks") == 0;
    const bool is_direct = probed && probed->stage == ProbeStage::done && !probed->used_http_proxy && !is_socks;
    return {"proxy", CheckStatus::ok, is_direct ? "none, by no_proxy" : what, {}};
  }
  return {"proxy", CheckStatus::ok, "none", {}};
}

const char* remedy_of(ProbeStage stage) {
  switch (stage) {
    case ProbeStage::name:
      return "check the spelling of --endpoint and the name servers of this machine";
    case ProbeStage::proxy:
      return "see the proxy";
    case ProbeStage::connection:
      return "open port 443 to the endpoint in the firewall, or name a proxy in https_proxy";
    case ProbeStage::tls:
      return "see TLS";
    case ProbeStage::answer:
    case ProbeStage::done:
      break;
  }
  return "check that --endpoint is the contact center and no other server";
}

Check check_endpoint(const std::string& url, bool is_loopback, const ProbeResult& probed) {
  if (probed.stage == ProbeStage::done) {
    return {"endpoint",
            CheckStatus::ok,
            url + " at " + probed.address + " answers, in " + std::to_string(probed.took.count()) + " ms",
            {}};
  }
  const bool is_silent = is_loopback && probed.stage == ProbeStage::connection;
  return {"endpoint", CheckStatus::failed, url + ": " + probed.fault,
          is_silent ? "nothing listens there: start `tccc mock`, or correct --endpoint" : remedy_of(probed.stage)};
}

Check check_tls(const GlobalOptions& global, const std::string& url, const ProbeResult& probed) {
  if (url.compare(0, 8, "https://") != 0) return {"TLS", CheckStatus::skipped, "plain http, to loopback only", {}};
  const std::string trusted = global.ca_file.empty() ? libcurl_facts().authorities : global.ca_file;
  if (probed.stage == ProbeStage::tls) {
    return {
        "TLS", CheckStatus::failed, probed.fault + "; trusted are " + trusted,
        "give the authority of a proxy or gateway that opens TLS with --ca-file; else see whether the host is right"};
  }
  if (probed.stage != ProbeStage::done) return {"TLS", CheckStatus::skipped, "the endpoint was not reached", {}};
  std::string detail = "verified with " + trusted;
  for (const ProbedCertificate& certificate : probed.chain) {
    detail += "; " + certificate.subject;
    if (&certificate == probed.chain.data()) detail += " until " + certificate.expires;
    if (&certificate == &probed.chain.back()) detail += ", issued by " + certificate.issuer;
  }
  return {"TLS", CheckStatus::ok, detail, {}};
}

Check check_clock(const ProbeResult& probed) {
  constexpr seconds kRemarkable{30};
  constexpr seconds kRefused{300};  // signatures are good for five minutes
  if (!probed.clock_ahead) return {"clock", CheckStatus::skipped, "the endpoint did not tell the time", {}};
  const auto ahead = std::chrono::round<seconds>(*probed.clock_ahead);
  const seconds offset = std::chrono::abs(ahead);
  if (offset <= seconds(1)) return {"clock", CheckStatus::ok, "as that of the endpoint", {}};
  const std::string detail =
      std::to_string(offset.count()) + " s " + (ahead.count() > 0 ? "ahead of" : "behind") + " the endpoint";
  if (offset <= kRemarkable) return {"clock", CheckStatus::ok, detail, {}};
  return {"clock", offset > kRefused ? CheckStatus::failed : CheckStatus::warning, detail,
          "set the clock of this machine, for example by NTP: signatures are refused at 5 minutes"};
}

Check check_signature_here(const Credentials& keys, const std::string& host, const std::string& why) {
  SignatureInput sample;
  sample.host = host;
  sample.payload = "{}";
  sample.timestamp = std::chrono::duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto signature = sign_tc3(keys, sample);
  if (signature) return {"signature", CheckStatus::ok, "can be made; not shown to the service" + why, {}};
  return {"signature", CheckStatus::failed, signature.error().message(), kConfigure};
}

Check check_signature_there(const Client& client, std::int64_t app) {
  DescribeAIAgentInfoListRequest request;
  request.sdk_app_id = app;
  request.page_size = 1;
  const auto answer = client.send(request);
  if (answer) return {"signature", CheckStatus::ok, "accepted; one page of agents was read", {}};
  const Error& error = answer.error();
  const std::string code = error.service_code().empty() ? std::string(to_string(error.code())) : error.service_code();
  if (error.outcome() == Outcome::rejected && error.kind() != ErrorKind::auth) {
    return {"signature", CheckStatus::warning, "accepted, but the read was refused: " + code,
            std::string(describe(error.code()).meaning) + " See --app and the console."};
  }
  const bool is_refused = error.outcome() == Outcome::rejected;
  return {"signature", CheckStatus::failed, code + ": " + error.message(),
          is_refused ? "compare id and key with the console, and --site with the account; then `tccc configure`"
                     : "see the checks above; then run this again"};
}

ProbeTarget target_of(const GlobalOptions& global, const std::string& url, bool bypasses_proxy) {
  ProbeTarget target;
  target.url = url;
  target.ca_file = global.ca_file;
  target.bypasses_proxy = bypasses_proxy;
  if (global.timeout) target.timeout = *global.timeout;
  if (global.attempt_timeout) target.timeout = *global.attempt_timeout;
  if (global.connect_timeout) target.connect_timeout = *global.connect_timeout;
  return target;
}

Check check_signature(const GlobalOptions& global, const Doctor& command, const Client& client,
                      const std::optional<Credentials>& keys, bool is_here, bool is_reached) {
  constexpr std::int64_t kAnyApp = 1400000000;  // a mock takes any
  const std::string host(host_of(client.endpoint()));
  if (!keys) return {"signature", CheckStatus::skipped, "there are no credentials", {}};
  if (global.dry_run) return check_signature_here(*keys, host, ", for this is a dry run");
  if (!is_reached) return check_signature_here(*keys, host, ", which was not reached");
  if (!command.is_live && !is_here) return check_signature_here(*keys, host, "; --live does");
  return check_signature_there(client, command.app == 0 ? kAnyApp : command.app);
}

}  // namespace

ExitStatus doctor(const GlobalOptions& global, const Doctor& command, const Environment& environment) {
  const auto& provider =
      global.dry_run && environment.local_credentials ? environment.local_credentials : environment.credentials;
  ClientOptions options = client_options(global, environment);
  const auto endpoint = detail::parse_endpoint(options);
  const Result<Client> client = Client::create(provider, std::move(options));
  if (!client) return fail(global, environment, client.error());
  const std::string url(client->endpoint());
  const bool is_here = endpoint && endpoint->is_loopback;

  std::vector<Check> checks = {{"tccc", CheckStatus::ok, std::string(version()), {}}, check_libcurl()};
  std::optional<Credentials> keys;
  if (const auto found = provider->credentials()) {
    keys = *found;
    checks.push_back(describe_source(global, *found));
  } else {
    checks.push_back({"credentials", CheckStatus::failed, found.error().message(), kConfigure});
  }
  std::optional<ProbeResult> probed;
  if (!global.dry_run) {
    const ProbeTarget target = target_of(global, url + "/", is_here);
    probed = environment.probe ? environment.probe(target) : probe_endpoint(target);
  }
  checks.push_back(check_proxy(is_here, probed));
  if (probed) {
    checks.push_back(check_endpoint(url, is_here, *probed));
    checks.push_back(check_tls(global, url, *probed));
    checks.push_back(check_clock(*probed));
  } else {
    for (const char* name : {"endpoint", "TLS", "clock"}) {
      checks.push_back({name, CheckStatus::skipped, "nothing is sent in a dry run", {}});
    }
  }
  const bool is_reached = probed && probed->stage == ProbeStage::done;
  checks.push_back(check_signature(global, command, *client, keys, is_here, is_reached));
  print_checks(global, environment, checks);
  return is_healthy(checks) ? ExitStatus::done : ExitStatus::other;
}

}  // namespace tccc::cli
