// SPDX-License-Identifier: Apache-2.0
// Takes pushes to the HTTP server of the user.
#include "testing/push_sender.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "error/invalid_argument.h"
#include "testing/signal_block.h"
#include "wire/endpoint.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

// A clock that a test moves tells nobody that it has been moved.
constexpr std::chrono::milliseconds kLook{10};
constexpr time_t kPatienceSeconds = 5;
constexpr std::size_t kMostAnswerBytes = std::size_t{64} << 10;

struct Target {
  std::string origin = {};
  std::string path = {};  ///< With `?` or `&` at its end, for what is to follow.
};

Result<Target> read_target(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  constexpr const char* kWhy = "is not an http URL of loopback, such as http://127.0.0.1:8080/pushes";
  if (url.compare(0, kScheme.size(), kScheme) != 0) return tccc::detail::invalid_argument("push.url", kWhy);
  const std::size_t slash = (std::min)(url.find('/', kScheme.size()), url.size());
  ClientOptions where;
  where.endpoint = url.substr(0, slash);
  const auto endpoint = tccc::detail::parse_endpoint(where);
  if (!endpoint || !endpoint->is_loopback) return tccc::detail::invalid_argument("push.url", kWhy);
  Target target;
  target.origin = endpoint->origin;
  target.path = url.substr(slash);
  if (target.path.empty()) target.path = "/";
  const auto is_sound = [](char c) { return c > ' ' && c < '\x7f' && c != '#'; };
  if (!std::all_of(target.path.begin(), target.path.end(), is_sound)) {
    return tccc::detail::invalid_argument("push.url", kWhy);
  }
  target.path += target.path.find('?') == std::string::npos ? '?' : '&';
  return target;
}

bool says_done(const httplib::Response& response, const std::string& body) {
  if (response.status < 200 || response.status > 299) return false;
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) return false;
  const auto code = json.find("ErrCode");
  return code != json.end() && code->is_number_integer() && *code == 0;
}

}  // namespace

class PushSender::Core {
 public:
  Core(const MockPushOptions& options, Target target, MockService& service)
      : options_(options), target_(std::move(target)), service_(service), client_(target_.origin) {
    client_.set_connection_timeout(kPatienceSeconds);
    client_.set_read_timeout(kPatienceSeconds);
    client_.set_write_timeout(kPatienceSeconds);
    const SignalBlock block;
    thread_ = std::thread([this] { run(); });
  }

  ~Core() { stop(); }

  void deliver() {
    std::unique_lock<std::mutex> lock(mutex_);
    const std::uint64_t round = ++wanted_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return done_ >= round || is_stopping_; });
  }

  void stop() {
    const std::lock_guard<std::mutex> one_at_a_time(stop_mutex_);
    if (!thread_.joinable()) return;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_stopping_ = true;
    }
    changed_.notify_all();
    client_.stop();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!is_stopping_) {
      changed_.wait_for(lock, kLook, [&] { return is_stopping_ || wanted_ > done_; });
      const std::uint64_t round = wanted_;
      while (!is_stopping_) {
        lock.unlock();
        const bool goes_on = deliver_one();
        lock.lock();
        if (!goes_on) break;
      }
      done_ = round;
      changed_.notify_all();
    }
  }

  /// False when nothing is due.
  bool deliver_one() {
    auto push = service_.next_push();
    if (!push) return false;
    int status = 0;
    bool was_accepted = false;
    try {
      std::string answer;
      const auto take = [&answer](const char* bytes, std::size_t size) {
        if (size > kMostAnswerBytes - answer.size()) return false;
        answer.append(bytes, size);
        return true;
      };
      httplib::Request request;
      request.method = "POST";
      request.path = target_.path + push->query;
      request.headers = headers(*push);
      request.body = push->body;
      request.content_receiver = [&take](const char* bytes, std::size_t size, std::uint64_t, std::uint64_t) {
        return take(bytes, size);
      };
      const auto result = client_.send(request);
      if (result) {
        status = result->status;
        was_accepted = says_done(*result, answer);
      }
    } catch (const std::exception&) {
      status = 0;
    }
    service_.settle_push(*std::move(push), status, was_accepted);
    return true;
  }

  httplib::Headers headers(const OutgoingPush& push) const {
    httplib::Headers lines = {{"Content-Type", "application/json;charset=utf8"}, {"X-TCCC-PUSH-UUID", push.told.uuid}};
    const std::string slip = push.has_wrong_password ? "wrong" : "";
    if (!options_.bearer_token.empty()) {
      lines.emplace("Authorization", "Bearer " + slip + std::string(options_.bearer_token.reveal()));
    } else if (!options_.user.empty()) {
      lines.insert(
          httplib::make_basic_authentication_header(options_.user, slip + std::string(options_.password.reveal())));
    }
    return lines;
  }

  const MockPushOptions options_;
  const Target target_;
  MockService& service_;
  httplib::Client client_;

  std::mutex stop_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;  // with mutex_
  std::uint64_t wanted_ = 0;         // rounds asked for
  std::uint64_t done_ = 0;
  bool is_stopping_ = false;
  std::thread thread_;
};

Result<std::unique_ptr<PushSender>> PushSender::start(const MockPushOptions& options, MockService& service) {
  auto target = read_target(options.url);
  if (!target) return target.error();
  if (!options.bearer_token.empty() && !options.user.empty()) {
    return tccc::detail::invalid_argument("push.bearer_token", "cannot be set together with push.user");
  }
  if (options.retry_interval < std::chrono::milliseconds::zero()) {
    return tccc::detail::invalid_argument("push.retry_interval", "is negative");
  }
  return std::unique_ptr<PushSender>(new PushSender(std::make_unique<Core>(options, *std::move(target), service)));
}

PushSender::PushSender(std::unique_ptr<Core> core) noexcept : core_(std::move(core)) {}
PushSender::~PushSender() = default;

void PushSender::deliver() {
  core_->deliver();
}

void PushSender::stop() {
  core_->stop();
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
