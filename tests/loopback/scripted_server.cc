// SPDX-License-Identifier: Apache-2.0
// A server on loopback that does to each connection what a script says, byte by byte, and counts what was delivered.
#include "scripted_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "system_fault.h"

namespace tccc {
namespace loopback {
namespace {

constexpr std::chrono::seconds kPatience(30);
constexpr int kPollMilliseconds = 1000;  // a bound only: whatever matters wakes the loop
constexpr std::size_t kReadSize = 16 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const noexcept { return number_; }
  void close() noexcept {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

void make_nonblocking(int descriptor) {
  if (fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) != 0) fail("fcntl");
  if (fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) fail("fcntl");
}

// A socket bound to a free port of 127.0.0.1, and the port.
std::pair<int, std::uint16_t> bind_to_loopback() {
  const int bound = socket(AF_INET, SOCK_STREAM, 0);
  if (bound < 0) fail("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(bound, reinterpret_cast<const sockaddr*>(&address), size) != 0) fail("bind");
  if (getsockname(bound, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("getsockname");
  return {bound, ntohs(address.sin_port)};
}

struct SslDeleter {
  void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
  void operator()(BIO* bio) const noexcept { BIO_free_all(bio); }
  void operator()(X509* certificate) const noexcept { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
template <class T>
using SslPtr = std::unique_ptr<T, SslDeleter>;

SslPtr<BIO> read_only_bio(std::string_view text) {
  return SslPtr<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

SslPtr<SSL_CTX> make_tls_context(const testing::detail::ServerIdentity& identity, const TlsTerms& terms) {
  SslPtr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
  const SslPtr<X509> certificate(
      PEM_read_bio_X509(read_only_bio(identity.certificate_pem).get(), nullptr, nullptr, nullptr));
  const SslPtr<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(read_only_bio(identity.private_key_pem.reveal()).get(), nullptr, nullptr, nullptr));
  if (context == nullptr || SSL_CTX_use_certificate(context.get(), certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1) {
    errno = EINVAL;
    fail("TLS identity");
  }
  if (terms.newest_version != 0) SSL_CTX_set_max_proto_version(context.get(), terms.newest_version);
  if (!terms.client_authority_pem.empty()) {
    const SslPtr<X509> authority(
        PEM_read_bio_X509(read_only_bio(terms.client_authority_pem).get(), nullptr, nullptr, nullptr));
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority.get());
    SSL_CTX_set_purpose(context.get(), X509_PURPOSE_ANY);  // the authority of the tests certifies servers only
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    constexpr unsigned char kContext[] = "tccc";
    SSL_CTX_set_session_id_context(context.get(), kContext, sizeof kContext);
  }
  return context;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "content-length:";
  std::size_t length = 0;
  for (std::size_t start = 0; start < head.size();) {
    const std::size_t end = (std::min)(head.find("\r\n", start), head.size());
    std::string_view line = head.substr(start, end - start);
    if (equals_ignoring_case(line.substr(0, kName.size()), kName)) {
      line.remove_prefix(kName.size());
      line.remove_prefix((std::min)(line.find_first_not_of(' '), line.size()));
      std::from_chars(line.data(), line.data() + line.size(), length);
    }
    start = end + 2;
  }
  return length;
}

// What all connections of a server report to.
class Ledger {
 public:
  void accepted() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++connections_;
  }
  void deliver(DeliveredRequest request) {
    const std::lock_guard<std::mutex> lock(mutex_);
    delivered_.push_back(std::move(request));
    changed_.notify_all();
  }
  std::size_t connections() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return connections_;
  }
  std::vector<DeliveredRequest> delivered() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return delivered_;
  }
  void closed() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++closed_;
    changed_.notify_all();
  }
  bool wait_for_deliveries(std::size_t count) const {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return delivered_.size() >= count; });
  }
  bool wait_for_closings(std::size_t count) const {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return closed_ >= count; });
  }
  void idle() {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_ = true;
    changed_.notify_all();
  }
  bool wait_until_idle() const {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return idle_; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::size_t connections_ = 0;
  std::size_t closed_ = 0;
  bool idle_ = false;
  std::vector<DeliveredRequest> delivered_;
};

enum class Progress { done, blocked, ended };

// One accepted connection and how far its script is.
class Connection {
 public:
  Connection(std::size_t number, Descriptor socket, SSL_CTX* tls, const ConnectionScript& script, Ledger& ledger)
      : number_(number), socket_(std::move(socket)), script_(script), ledger_(ledger) {
    if (tls == nullptr) return;
    tls_.reset(SSL_new(tls));
    SSL_set_fd(tls_.get(), socket_.get());
    SSL_set_accept_state(tls_.get());
    shaking_hands_ = true;
  }

  int descriptor() const noexcept { return socket_.get(); }
  short awaited_events() const noexcept { return awaited_events_; }
  /// When to advance although nothing happened on the socket.
  std::optional<std::chrono::steady_clock::time_point> wakes_at() const noexcept { return wakes_at_; }
  bool wants_to_stop_listening() noexcept { return std::exchange(stop_listening_, false); }

  // Runs steps until one has to wait. False: the connection is over.
  bool advance(bool released) {
    released_ = released;
    awaited_events_ = 0;
    wakes_at_.reset();
    if (shaking_hands_) {
      const Progress progress = shake_hands();
      if (progress != Progress::done) return progress == Progress::blocked;
      shaking_hands_ = false;
    }
    for (;;) {
      static const Step kAfterLast = Close();
      const Step& step = next_ < script_.size() ? script_[next_] : kAfterLast;
      const Progress progress = std::visit([this](const auto& kind) { return run(kind); }, step);
      if (progress != Progress::done) return progress == Progress::blocked;
      ++next_;
    }
  }

 private:
  Progress run(const ReadRequest& /*step*/) {
    for (;;) {
      const std::size_t head_size = in_.find("\r\n\r\n");
      if (head_size != std::string::npos) {
        const std::size_t body_start = head_size + 4;
        const std::size_t body_size = content_length(std::string_view(in_).substr(0, head_size));
        if (in_.size() - body_start >= body_size) {
          last_body_ = in_.substr(body_start, body_size);
          ledger_.deliver({number_, in_.substr(0, head_size), last_body_});
          in_.erase(0, body_start + body_size);
          return Progress::done;
        }
      }
      const Progress progress = read_some();
      if (progress != Progress::done) return progress;
    }
  }

  Progress run(const ReadHead& /*step*/) {
    for (;;) {
      const std::size_t head_size = in_.find("\r\n\r\n");
      if (head_size != std::string::npos) {
        ledger_.deliver({number_, in_.substr(0, head_size), {}});
        return Progress::done;
      }
      const Progress progress = read_some();
      if (progress != Progress::done) return progress;
    }
  }

  Progress run(const ReadAnything& /*step*/) { return read_some(); }
  Progress run(const Send& step) { return write_all(step.bytes); }

  Progress run(const SendRepeated& step) {
    for (; repeated_ < step.times; ++repeated_) {
      const Progress progress = write_all(step.bytes);
      if (progress != Progress::done) return progress;
    }
    repeated_ = 0;
    return Progress::done;
  }

  Progress run(const Drip& step) {
    const auto now = std::chrono::steady_clock::now();
    while (dripped_ < step.bytes.size()) {
      if (now < next_drop_) {
        wakes_at_ = next_drop_;
        return Progress::blocked;
      }
      const Progress progress = write_all(std::string_view(step.bytes).substr(dripped_, 1));
      if (progress != Progress::done) return progress;
      ++dripped_;
      next_drop_ = now + step.pause;
    }
    dripped_ = 0;
    return Progress::done;
  }

  Progress run(const EchoBody& /*step*/) { return write_all(http_answer(200, last_body_)); }
  Progress run(const StaySilent& /*step*/) const { return released_ ? Progress::done : Progress::blocked; }

  Progress run(const StopListening& /*step*/) {
    stop_listening_ = true;
    return Progress::done;
  }

  Progress run(const Again& /*step*/) {
    next_ = static_cast<std::size_t>(-1);
    return Progress::done;
  }

  Progress run(const Close& /*step*/) {
    if (!closing_) {
      closing_ = true;
      ERR_clear_error();
      if (tls_ != nullptr) SSL_shutdown(tls_.get());
      shutdown(socket_.get(), SHUT_WR);
      ledger_.closed();
    }
    // close() with unread bytes would send RST. What comes now is read past TLS and thrown away.
    char bytes[kReadSize];
    for (;;) {
      const ssize_t size = recv(socket_.get(), bytes, sizeof bytes, 0);
      if (size <= 0) return size < 0 && errno == EAGAIN ? wait_for(POLLIN) : Progress::ended;
    }
  }

  Progress run(const Reset& /*step*/) {
    const linger at_once{1, 0};
    setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.close();
    ledger_.closed();
    return Progress::ended;
  }

  Progress run(const CloseThenReset& /*step*/) {
    shutdown(socket_.get(), SHUT_WR);
    return run(Reset{});
  }

  Progress wait_for(short events) noexcept {
    awaited_events_ = events;
    return Progress::blocked;
  }

  Progress tls_progress(int result) noexcept {
    switch (SSL_get_error(tls_.get(), result)) {
      case SSL_ERROR_WANT_READ:
        return wait_for(POLLIN);
      case SSL_ERROR_WANT_WRITE:
        return wait_for(POLLOUT);
      default:
        return Progress::ended;
    }
  }

  Progress shake_hands() noexcept {
    ERR_clear_error();
    const int result = SSL_do_handshake(tls_.get());
    return result == 1 ? Progress::done : tls_progress(result);
  }

  Progress read_some() {
    char bytes[kReadSize];
    if (tls_ != nullptr) {
      ERR_clear_error();
      std::size_t size = 0;
      const int result = SSL_read_ex(tls_.get(), bytes, sizeof bytes, &size);
      if (result != 1) return tls_progress(result);
      in_.append(bytes, size);
      return Progress::done;
    }
    const ssize_t size = recv(socket_.get(), bytes, sizeof bytes, 0);
    if (size < 0 && errno == EAGAIN) return wait_for(POLLIN);
    if (size <= 0) return Progress::ended;
    in_.append(bytes, static_cast<std::size_t>(size));
    return Progress::done;
  }

  Progress write_all(std::string_view bytes) {
    while (written_ < bytes.size()) {
      const std::string_view rest = bytes.substr(written_);
      if (tls_ != nullptr) {
        ERR_clear_error();
        SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        std::size_t size = 0;
        const int result = SSL_write_ex(tls_.get(), rest.data(), rest.size(), &size);
        if (result != 1) return tls_progress(result);
        written_ += size;
      } else {
        const ssize_t size = send(socket_.get(), rest.data(), rest.size(), 0);
        if (size < 0 && errno == EAGAIN) return wait_for(POLLOUT);
        if (size < 0) return Progress::ended;
        written_ += static_cast<std::size_t>(size);
      }
    }
    written_ = 0;
    return Progress::done;
  }

  const std::size_t number_;
  Descriptor socket_;
  SslPtr<SSL> tls_;
  const ConnectionScript& script_;
  Ledger& ledger_;

  std::size_t next_ = 0;  // index of the step to run
  std::size_t written_ = 0;
  std::size_t repeated_ = 0;
  std::size_t dripped_ = 0;
  std::chrono::steady_clock::time_point next_drop_ = {};
  std::optional<std::chrono::steady_clock::time_point> wakes_at_ = {};
  std::string in_;
  std::string last_body_;
  short awaited_events_ = 0;
  bool shaking_hands_ = false;
  bool released_ = false;
  bool closing_ = false;
  bool stop_listening_ = false;
};

}  // namespace

std::string http_answer(int status, std::string_view body, std::string_view fields) {
  std::string answer = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
  answer += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  answer += fields;
  answer += "\r\n";
  answer += body;
  return answer;
}

class ScriptedServer::Loop {
 public:
  Loop(Script script, const std::optional<testing::detail::ServerIdentity>& identity, const TlsTerms& terms)
      : script_(std::move(script)) {
    if (identity) tls_ = make_tls_context(*identity, terms);
    if (script_.empty()) script_.push_back({StaySilent()});
    const auto [bound, port] = bind_to_loopback();
    listener_ = Descriptor(bound);
    port_ = port;
    make_nonblocking(bound);
    if (listen(bound, SOMAXCONN) != 0) fail("listen");
    int ends[2];
    if (pipe(ends) != 0) fail("pipe");
    wake_reader_ = Descriptor(ends[0]);
    wake_writer_ = Descriptor(ends[1]);
    make_nonblocking(ends[0]);
    make_nonblocking(ends[1]);

    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  ~Loop() {
    stopping_ = true;
    wake();
    thread_.join();
  }

  std::uint16_t port() const noexcept { return port_; }
  const Ledger& ledger() const noexcept { return ledger_; }

  void release() {
    released_ = true;
    wake();
  }

  bool wait_until_idle() {
    announces_idleness_ = true;
    wake();
    return ledger_.wait_until_idle();
  }

 private:
  void wake() const {
    const char byte = 0;
    static_cast<void>(!write(wake_writer_.get(), &byte, 1));  // a full pipe wakes as well
  }

  void run() {
    std::vector<pollfd> polled;
    while (!stopping_) {
      polled.clear();
      int patience = kPollMilliseconds;
      polled.push_back({wake_reader_.get(), POLLIN, 0});
      polled.push_back({listener_.get(), POLLIN, 0});
      for (const Connection& connection : connections_) {
        // poll reports a hang-up even where no event is awaited; it passes over -1.
        const int descriptor = connection.awaited_events() == 0 ? -1 : connection.descriptor();
        polled.push_back({descriptor, connection.awaited_events(), 0});
        if (const auto when = connection.wakes_at()) patience = (std::min)(patience, milliseconds_until(*when));
      }
      poll(polled.data(), static_cast<nfds_t>(polled.size()), patience);
      drain_wake_ups();
      // Read before accepting: what clients did before they were waited for is then seen below.
      const bool announces_idleness = announces_idleness_;
      accept_all();
      advance_all();
      if (announces_idleness && connections_.empty()) ledger_.idle();
    }
    connections_.clear();
  }

  static int milliseconds_until(std::chrono::steady_clock::time_point when) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - std::chrono::steady_clock::now()).count();
    return static_cast<int>((std::clamp)(left, decltype(left){0}, decltype(left){kPollMilliseconds}));
  }

  void drain_wake_ups() const {
    char bytes[64];
    while (read(wake_reader_.get(), bytes, sizeof bytes) > 0) {
    }
  }

  void accept_all() {
    while (listener_.get() >= 0) {
      Descriptor socket(accept(listener_.get(), nullptr, nullptr));
      if (socket.get() < 0) return;
      make_nonblocking(socket.get());
      const std::size_t number = accepted_++;
      ledger_.accepted();
      const ConnectionScript& script = script_[(std::min)(number, script_.size() - 1)];
      connections_.emplace_back(number, std::move(socket), tls_.get(), script, ledger_);
    }
  }

  void advance_all() {
    for (auto connection = connections_.begin(); connection != connections_.end();) {
      const bool goes_on = connection->advance(released_);
      if (connection->wants_to_stop_listening()) listener_.close();
      connection = goes_on ? std::next(connection) : connections_.erase(connection);
    }
  }

  Script script_;
  SslPtr<SSL_CTX> tls_;
  Descriptor listener_;
  std::uint16_t port_ = 0;
  Descriptor wake_reader_;
  Descriptor wake_writer_;
  Ledger ledger_;
  std::atomic<bool> released_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> announces_idleness_{false};
  std::list<Connection> connections_;
  std::size_t accepted_ = 0;
  std::thread thread_;
};

ScriptedServer::ScriptedServer(Script script, const std::optional<testing::detail::ServerIdentity>& identity,
                               const TlsTerms& terms)
    : loop_(std::make_unique<Loop>(std::move(script), identity, terms)), tls_(identity.has_value()) {}

ScriptedServer::~ScriptedServer() = default;

std::uint16_t ScriptedServer::port() const noexcept {
  return loop_->port();
}

std::string ScriptedServer::url(std::string_view host) const {
  std::string url = tls_ ? "https://" : "http://";
  url += host;
  url += ':';
  url += std::to_string(port());
  url += '/';
  return url;
}

void ScriptedServer::release() {
  loop_->release();
}

std::size_t ScriptedServer::connections() const {
  return loop_->ledger().connections();
}

std::vector<DeliveredRequest> ScriptedServer::delivered() const {
  return loop_->ledger().delivered();
}

bool ScriptedServer::wait_for_deliveries(std::size_t count) const {
  return loop_->ledger().wait_for_deliveries(count);
}

bool ScriptedServer::wait_for_closings(std::size_t count) const {
  return loop_->ledger().wait_for_closings(count);
}

bool ScriptedServer::wait_until_idle() {
  return loop_->wait_until_idle();
}

RefusingPort::RefusingPort() : socket_(-1) {
  const auto [bound, port] = bind_to_loopback();
  socket_ = bound;
  port_ = port;
}

RefusingPort::~RefusingPort() {
  close(socket_);
}

}  // namespace loopback
}  // namespace tccc
