// SPDX-License-Identifier: Apache-2.0
// The mock endpoint put together: authority, directory, service and server.
#include "tccc/testing/mock_endpoint.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "testing/http_server.h"
#include "testing/made_up.h"
#include "testing/mock_service.h"
#include "testing/push_sender.h"
#include "testing/random_text.h"
#include "testing/throwaway_ca.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace {

Error failure(ErrorCode code, std::string field, std::string message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.field = std::move(field);
  details.message = std::move(message);
  return Error(std::move(details));
}

Error directory_failure(const std::string& what, int error_number) {
  return failure(ErrorCode::invalid_argument, "directory", what + ": " + std::generic_category().message(error_number));
}

/// Where ca.pem stands. Removes what it made for itself.
class CertificateDirectory {
 public:
  static Result<std::unique_ptr<CertificateDirectory>> open(const std::string& wanted) {
    std::error_code trouble;
    if (!wanted.empty()) {
      if (::mkdir(wanted.c_str(), 0700) != 0 && errno != EEXIST) {
        return directory_failure("cannot make the directory of ca.pem", errno);
      }
      const std::filesystem::path absolute = std::filesystem::absolute(wanted, trouble);
      if (trouble) return directory_failure("cannot find the directory of ca.pem", trouble.value());
      return std::unique_ptr<CertificateDirectory>(new CertificateDirectory(absolute, false));
    }
    const std::filesystem::path parent = std::filesystem::temp_directory_path(trouble);
    if (trouble) return directory_failure("there is no temporary directory", trouble.value());
    std::string path = (parent / "tccc-mock-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) return directory_failure("cannot make a temporary directory", errno);
    return std::unique_ptr<CertificateDirectory>(new CertificateDirectory(path, true));
  }

  CertificateDirectory(const CertificateDirectory&) = delete;
  CertificateDirectory& operator=(const CertificateDirectory&) = delete;
  ~CertificateDirectory() { clear(); }

  std::optional<Error> write(const std::string& pem) {
    const int file = ::open(ca_file().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return directory_failure("cannot write ca.pem", errno);
    const ssize_t written = ::write(file, pem.data(), pem.size());
    const int error_number = written < 0 ? errno : ENOSPC;
    ::close(file);
    if (written != static_cast<ssize_t>(pem.size())) return directory_failure("cannot write ca.pem", error_number);
    return std::nullopt;
  }

  std::string ca_file() const { return (path_ / "ca.pem").string(); }

  void clear() noexcept {
    if (!is_temporary_) return;
    ::unlink(ca_file().c_str());
    ::rmdir(path_.c_str());
    is_temporary_ = false;
  }

 private:
  CertificateDirectory(std::filesystem::path path, bool is_temporary)
      : path_(std::move(path)), is_temporary_(is_temporary) {}

  std::filesystem::path path_;
  bool is_temporary_;
};

constexpr double kLeastSpeed = 0.001;
constexpr double kMostSpeed = 1e6;

std::uint64_t random_seed() {
  return std::stoull(detail::random_hex(16), nullptr, 16);
}

detail::MockServiceSettings service_settings(const MockEndpointOptions& options) {
  detail::MockServiceSettings settings;
  settings.credentials = options.credentials;
  settings.requests_per_second = options.requests_per_second;
  settings.reject_unknown_parameters = options.reject_unknown_parameters;
  settings.slow_answer = options.slow_answer;
  settings.clock = options.clock;
  settings.center.speed = options.speed;
  settings.center.most_sessions = options.most_calls;
  settings.center.record_delay = options.record_delay;
  settings.center.agents = options.agents;
  settings.center.seed = options.seed;
  settings.push_retry_interval = options.push.retry_interval;
  return settings;
}

std::optional<Error> complete(MockEndpointOptions& options) {
  Credentials& credentials = options.credentials;
  if (credentials.secret_id.empty() && credentials.secret_key.empty()) {
    credentials.secret_id = "AKID" + detail::random_hex(32);
    credentials.secret_key = Secret(detail::random_hex(32));
  }
  if (credentials.secret_id.empty() || credentials.secret_key.empty()) {
    return failure(ErrorCode::invalid_argument, "credentials", "credentials lack the secret id or the secret key");
  }
  if (options.slow_answer < std::chrono::milliseconds::zero()) {
    return failure(ErrorCode::invalid_argument, "slow_answer", "slow_answer is negative");
  }
  if (!(options.speed >= kLeastSpeed && options.speed <= kMostSpeed)) {
    return failure(ErrorCode::invalid_argument, "speed", "speed is not from 0.001 to 1000000");
  }
  if (options.record_delay < std::chrono::milliseconds::zero()) {
    return failure(ErrorCode::invalid_argument, "record_delay", "record_delay is negative");
  }
  if (options.most_calls == 0) return failure(ErrorCode::invalid_argument, "most_calls", "most_calls is 0");
  if (!options.clock) options.clock = system_clock();
  if (options.agents.empty()) options.agents = detail::made_up_agents();
  if (options.seed == 0) options.seed = random_seed();
  return std::nullopt;
}

}  // namespace

class MockEndpoint::Running {
 public:
  static Result<std::unique_ptr<Running>> start(MockEndpointOptions options) {
    if (auto error = complete(options)) return *error;
    std::unique_ptr<Running> running(new Running(options));
    detail::HttpServerSettings settings;
    if (options.tls) {
      if (auto error = running->equip_for_tls(options.directory, settings)) return *error;
    }
    settings.address = options.address;
    settings.port = options.port;
    settings.max_body_bytes = detail::kMaxBodyBytes;
    settings.handler = [service = &running->service_](const detail::IncomingRequest& request) {
      return service->handle(request);
    };
    auto server = detail::HttpServer::start(std::move(settings));
    if (!server) return server.error();
    running->server_ = std::move(*server);
    if (!options.push.url.empty()) {
      auto sender = detail::PushSender::start(options.push, running->service_);
      if (!sender) return sender.error();
      running->sender_ = std::move(*sender);
    }
    return running;
  }

  std::string endpoint() const {
    const bool is_ipv6 = options_.address.find(':') != std::string::npos;
    return std::string(options_.tls ? "https://" : "http://") + (is_ipv6 ? "[" : "") + options_.address +
           (is_ipv6 ? "]" : "") + ":" + std::to_string(server_->port());
  }
  std::uint16_t port() const { return server_->port(); }
  std::string ca_file() const { return directory_ ? directory_->ca_file() : std::string(); }
  const Credentials& credentials() const { return options_.credentials; }
  detail::MockService& service() { return service_; }

  void deliver_pushes() {
    if (sender_) sender_->deliver();
  }

  void stop() {
    if (sender_) sender_->stop();
    server_->stop();
    const std::lock_guard<std::mutex> lock(stop_mutex_);
    if (directory_) directory_->clear();
  }

 private:
  explicit Running(const MockEndpointOptions& options) : options_(options), service_(service_settings(options)) {}

  std::optional<Error> equip_for_tls(const std::string& directory, detail::HttpServerSettings& settings) {
    const auto authority = detail::ThrowawayCa::create();
    if (!authority) return authority.error();
    auto identity = authority->issue({{"localhost", "ccc.localhost"}, {"127.0.0.1", "::1"}});
    if (!identity) return identity.error();
    auto opened = CertificateDirectory::open(directory);
    if (!opened) return opened.error();
    directory_ = std::move(*opened);
    settings.certificate_pem = identity->certificate_pem;
    settings.private_key_pem = identity->private_key_pem;
    return directory_->write(authority->certificate_pem());
  }

  const MockEndpointOptions options_;
  std::mutex stop_mutex_;  // guards the removal of directory_
  std::unique_ptr<CertificateDirectory> directory_;
  detail::MockService service_;
  // Last: their threads use the service.
  std::unique_ptr<detail::HttpServer> server_;
  std::unique_ptr<detail::PushSender> sender_;
};

Result<MockEndpoint> MockEndpoint::start(MockEndpointOptions options) {
  try {
    auto running = Running::start(std::move(options));
    if (!running) return running.error();
    return MockEndpoint(std::move(*running));
  } catch (const std::exception& exception) {
    return failure(ErrorCode::resources_exhausted, {},
                   std::string("cannot start the mock endpoint: ") + exception.what());
  }
}

MockEndpoint::MockEndpoint(std::unique_ptr<Running> running) noexcept : running_(std::move(running)) {}
MockEndpoint::MockEndpoint(MockEndpoint&& other) noexcept = default;
MockEndpoint& MockEndpoint::operator=(MockEndpoint&& other) noexcept = default;
MockEndpoint::~MockEndpoint() = default;

std::string MockEndpoint::endpoint() const {
  return running_->endpoint();
}
std::uint16_t MockEndpoint::port() const {
  return running_->port();
}
std::string MockEndpoint::ca_file() const {
  return running_->ca_file();
}
Credentials MockEndpoint::credentials() const {
  return running_->credentials();
}
std::vector<ReceivedRequest> MockEndpoint::received() const {
  return running_->service().received();
}
std::size_t MockEndpoint::deliveries(std::string_view action) const {
  return running_->service().deliveries(action);
}
std::size_t MockEndpoint::placed_calls() const {
  return running_->service().placed_calls();
}
std::vector<SimulatedCall> MockEndpoint::calls() const {
  return running_->service().calls();
}
void MockEndpoint::script_callee(std::string callee, CallScript script) {
  running_->service().script_callee(std::move(callee), std::move(script));
}
void MockEndpoint::script_agent(std::uint64_t ai_agent_id, CallScript script) {
  running_->service().script_agent(ai_agent_id, std::move(script));
}
void MockEndpoint::deliver_pushes() {
  running_->deliver_pushes();
}
std::vector<SentPush> MockEndpoint::sent_pushes() const {
  return running_->service().sent_pushes();
}
void MockEndpoint::stop() {
  running_->stop();
}

}  // namespace testing
}  // namespace v1
}  // namespace tccc
