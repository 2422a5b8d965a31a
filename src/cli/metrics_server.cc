// SPDX-License-Identifier: Apache-2.0
// `--metrics`: a server of one page.
#include "cli/metrics_server.h"

#include <signal.h>
#include <sys/socket.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include <httplib.h>

#include "cli/option_text.h"

namespace tccc::cli {
namespace {

constexpr std::size_t kThreads = 2;  // one scraper, and one who looks

// By default cpp-httplib lets programs share a port, and each would answer some of the scrapes.
void reserve_port(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

/// cpp-httplib's server ignores SIGPIPE for the whole process from its construction on; this ends that with the server,
/// and keeps signals off its threads.
class SignalsAside {
 public:
  SignalsAside() { ::sigaction(SIGPIPE, nullptr, &sigpipe_before_); }
  SignalsAside(const SignalsAside&) = delete;
  SignalsAside& operator=(const SignalsAside&) = delete;
  ~SignalsAside() { ::sigaction(SIGPIPE, &sigpipe_before_, nullptr); }

  template <class Body>
  static std::thread start_thread(Body body) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(std::move(body));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
  }

 private:
  struct sigaction sigpipe_before_ {};
};

}  // namespace

std::optional<ListenAddress> read_listen_address(std::string_view text) {
  ListenAddress where = {"127.0.0.1", 0};
  std::string_view port = text;
  if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos) {
    std::string_view address = text.substr(0, colon);
    port = text.substr(colon + 1);
    const bool has_brackets = address.size() >= 2 && address.front() == '[' && address.back() == ']';
    if (has_brackets) address = address.substr(1, address.size() - 2);
    if (address.empty() || (address.find(':') != std::string_view::npos) != has_brackets) return std::nullopt;
    where.address = address;
  }
  if (!parse_number(port, where.port)) return std::nullopt;
  return where;
}

class MetricsServer::Core {
 public:
  Core() {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };  // owned by the server
    server_.set_socket_options(reserve_port);
    server_.set_keep_alive_max_count(1);  // a scraper that keeps its connection would hold up the end of the program
    server_.set_read_timeout(std::chrono::seconds(1));
    server_.set_payload_max_length(0);
    server_.Get("/metrics", [metrics = metrics_](const httplib::Request&, httplib::Response& response) {
      response.set_content(metrics->text(), std::string(kPrometheusContentType));
    });
  }

  ~Core() {
    if (!thread_.joinable()) return;
    server_.stop();
    thread_.join();
  }

  /// The port, none when it cannot be listened on.
  std::optional<int> listen(const ListenAddress& where) {
    int port = where.port;
    if (port == 0) {
      port = server_.bind_to_any_port(where.address);
      if (port < 0) return std::nullopt;
    } else if (!server_.bind_to_port(where.address, port)) {
      return std::nullopt;
    }
    thread_ = SignalsAside::start_thread([this] {
      server_.listen_after_bind();
      has_ended_ = true;
    });
    // stop() has no effect on a server that does not run yet.
    while (!server_.is_running() && !has_ended_) std::this_thread::yield();
    return port;
  }

  const std::shared_ptr<PrometheusMetrics>& metrics() const noexcept { return metrics_; }

 private:
  const SignalsAside signals_;  // before the server is made, and after it is gone
  const std::shared_ptr<PrometheusMetrics> metrics_ = std::make_shared<PrometheusMetrics>();
  httplib::Server server_;
  std::atomic<bool> has_ended_{false};
  std::thread thread_;
};

MetricsServer::MetricsServer(std::unique_ptr<Core> core) : core_(std::move(core)) {}
MetricsServer::~MetricsServer() = default;

Result<std::unique_ptr<MetricsServer>> MetricsServer::start(const ListenAddress& where, std::ostream& err) {
  auto core = std::make_unique<Core>();
  const std::optional<int> port = core->listen(where);
  if (!port) return usage_error("--metrics", "names an address or port that cannot be listened on");
  const bool is_v6 = where.address.find(':') != std::string::npos;
  err << "metrics: http://" << (is_v6 ? "[" + where.address + "]" : where.address) << ':' << *port << "/metrics"
      << std::endl;
  return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(core)));
}

std::shared_ptr<Telemetry> MetricsServer::telemetry() const {
  return core_->metrics();
}

}  // namespace tccc::cli
