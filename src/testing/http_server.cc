// SPDX-License-Identifier: Apache-2.0
// The loopback server: listener, TLS, connections.
#include "testing/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <httplib.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "testing/signal_block.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::size_t kMaxHeadBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxOpenConnections = 2048;
constexpr int kBacklog = 128;

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const noexcept { return number_; }

 private:
  int number_;
};

struct SslContextDeleter {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
struct SslDeleter {
  void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
};
struct BioDeleter {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
struct X509Deleter {
  void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};
struct KeyDeleter {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslContextDeleter>;
using Ssl = std::unique_ptr<SSL, SslDeleter>;
using Bio = std::unique_ptr<BIO, BioDeleter>;

Error failure(ErrorCode code, std::string field, std::string message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.field = std::move(field);
  details.message = std::move(message);
  return Error(std::move(details));
}

std::string text_of(int error_number) {
  return std::generic_category().message(error_number);
}

void keep_from_child_processes(int descriptor) {
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

Bio read_only_bio(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

SslContext make_tls_context(std::string_view certificate_pem, const Secret& private_key_pem) {
  SslContext context(SSL_CTX_new(TLS_server_method()));
  const Bio certificate_text = read_only_bio(certificate_pem);
  const Bio key_text = read_only_bio(private_key_pem.reveal());
  if (!context || !certificate_text || !key_text) return nullptr;
  const std::unique_ptr<X509, X509Deleter> certificate(
      PEM_read_bio_X509(certificate_text.get(), nullptr, nullptr, nullptr));
  const std::unique_ptr<EVP_PKEY, KeyDeleter> key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
  const bool is_ready = certificate && key && SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1 &&
                        SSL_CTX_use_certificate(context.get(), certificate.get()) == 1 &&
                        SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1;
  if (!is_ready) {
    ERR_clear_error();
    return nullptr;
  }
  return context;
}

/// The header lines of a request's head, the request line left out.
HeaderLines parse_header_lines(std::string_view head) {
  HeaderLines lines;
  constexpr std::string_view kBlank = " \t\r";
  std::size_t begin = head.find('\n');
  while (begin != std::string_view::npos) {
    head.remove_prefix(begin + 1);
    begin = head.find('\n');
    const std::string_view line = head.substr(0, begin);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix((std::min)(value.find_first_not_of(kBlank), value.size()));
    value = value.substr(0, value.find_last_not_of(kBlank) + 1);
    lines.push_back({std::string(line.substr(0, colon)), std::string(value)});
  }
  return lines;
}

/// One accepted connection, as cpp-httplib reads and writes it. Used by its own thread; only hang_up() by others.
class Connection final : public httplib::Stream {
 public:
  Connection(Descriptor socket, int number) : socket_(std::move(socket)), number_(number) {}

  int number() const noexcept { return number_; }

  bool accept_tls(SSL_CTX* context) {
    ssl_.reset(SSL_new(context));
    return ssl_ && SSL_set_fd(ssl_.get(), socket_.get()) == 1 && SSL_accept(ssl_.get()) == 1;
  }

  /// Makes all reads and writes fail from now on. The socket itself lives as long as this object.
  void hang_up() const noexcept { ::shutdown(socket_.get(), SHUT_RDWR); }

  void begin_request() { head_.clear(); }

  /// The request's head as it arrived. cpp-httplib decodes percent signs in header values and loses their order, and
  /// a signature covers what was sent.
  std::string_view head() const noexcept { return head_; }

  /// Forgets what was to be written, and lets nothing more out.
  void drop() {
    output_.clear();
    is_dropped_ = true;
  }

  void close_after_answer() noexcept { closes_after_answer_ = true; }
  bool is_to_be_closed() const noexcept { return is_dropped_ || closes_after_answer_; }

  bool flush() {
    std::string_view rest = output_;
    while (!rest.empty()) {
      const std::size_t sent = send_some(rest);
      if (sent == 0) return false;
      rest.remove_prefix(sent);
    }
    output_.clear();
    return true;
  }

  void say_goodbye() {
    if (ssl_ && !is_dropped_) SSL_shutdown(ssl_.get());
  }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return !is_dropped_; }

  ssize_t read(char* bytes, std::size_t size) override {
    if (!flush()) return -1;
    if (input_begin_ == input_end_) {
      input_begin_ = 0;
      input_end_ = receive_some();
      if (input_end_ == 0) return 0;
    }
    const std::size_t taken = (std::min)(size, input_end_ - input_begin_);
    std::copy_n(input_.begin() + static_cast<std::ptrdiff_t>(input_begin_), taken, bytes);
    input_begin_ += taken;
    return record_head(std::string_view(bytes, taken)) ? static_cast<ssize_t>(taken) : -1;
  }

  ssize_t write(const char* bytes, std::size_t size) override {
    if (is_dropped_) return -1;
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    // The port is all of a stream that cpp-httplib shows to a handler; it carries the connection's number.
    ip = "peer";
    port = number_;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip = "mock";
    port = 0;
  }
  socket_t socket() const override { return socket_.get(); }

 private:
  bool record_head(std::string_view bytes) {
    constexpr std::string_view kEndOfHead = "\r\n\r\n";
    for (const char byte : bytes) {
      if (head_.size() >= kEndOfHead.size() && std::string_view(head_).substr(head_.size() - 4) == kEndOfHead) {
        return true;
      }
      if (head_.size() == kMaxHeadBytes) return false;
      head_ += byte;
    }
    return true;
  }

  std::size_t receive_some() {
    for (;;) {
      errno = 0;
      if (ssl_) {
        ERR_clear_error();
        std::size_t received = 0;
        if (SSL_read_ex(ssl_.get(), input_.data(), input_.size(), &received) == 1) return received;
      } else {
        const ssize_t received = ::recv(socket_.get(), input_.data(), input_.size(), 0);
        if (received >= 0) return static_cast<std::size_t>(received);
      }
      if (errno != EINTR) return 0;
    }
  }

  std::size_t send_some(std::string_view bytes) {
    for (;;) {
      errno = 0;
      if (ssl_) {
        ERR_clear_error();
        std::size_t sent = 0;
        if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent) == 1) return sent;
      } else {
        const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), 0);
        if (sent >= 0) return static_cast<std::size_t>(sent);
      }
      if (errno != EINTR) return 0;
    }
  }

  Descriptor socket_;
  int number_;
  Ssl ssl_;
  std::array<char, 16384> input_{};
  std::size_t input_begin_ = 0;
  std::size_t input_end_ = 0;
  std::string output_;
  std::string head_;
  bool is_dropped_ = false;
  bool closes_after_answer_ = false;
};

/// cpp-httplib as reader and writer of messages on streams that it did not open itself.
class MessageParser final : public httplib::Server {
 public:
  bool serve(Connection& connection) {
    bool is_last = false;
    const bool is_served = process_request(connection, false, is_last, nullptr);
    return is_served && connection.flush() && !is_last && !connection.is_to_be_closed();
  }
};

/// cpp-httplib's server ignores SIGPIPE for the whole process when it is constructed; this takes that back.
std::unique_ptr<MessageParser> make_parser() {
  struct sigaction before {};
  ::sigaction(SIGPIPE, nullptr, &before);
  auto parser = std::make_unique<MessageParser>();
  ::sigaction(SIGPIPE, &before, nullptr);
  return parser;
}

bool is_loopback(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
    return (ntohl(v4->sin_addr.s_addr) >> 24U) == 127;
  }
  if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
  }
  return false;
}

struct AddressListDeleter {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

Result<Descriptor> bind_loopback(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  // No name server is asked: what is not loopback is refused anyway.
  hints.ai_flags = AI_NUMERICSERV | (address == "localhost" ? 0 : AI_NUMERICHOST);
  addrinfo* found = nullptr;
  const int trouble = ::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found);
  const std::unique_ptr<addrinfo, AddressListDeleter> list(found);
  if (trouble != 0 || !is_loopback(list->ai_addr)) {
    return failure(ErrorCode::invalid_argument, "address",
                   "address is not of loopback, such as 127.0.0.1, ::1 or localhost");
  }

  Descriptor socket(::socket(list->ai_family, SOCK_STREAM, 0));
  if (socket.get() < 0) {
    return failure(ErrorCode::resources_exhausted, {}, "no socket could be made: " + text_of(errno));
  }
  keep_from_child_processes(socket.get());
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(socket.get(), list->ai_addr, list->ai_addrlen) != 0 || ::listen(socket.get(), kBacklog) != 0) {
    return failure(ErrorCode::invalid_argument, "port",
                   "port " + std::to_string(port) + " of " + address + " cannot be listened on: " + text_of(errno));
  }
  return socket;
}

std::uint16_t bound_port(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  const in_port_t port = address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                                                       : reinterpret_cast<const sockaddr_in*>(&address)->sin_port;
  return ntohs(port);
}

}  // namespace

class HttpServer::Core {
 public:
  Core(HttpServerSettings settings, SslContext tls, Descriptor listener, Descriptor wake_reader, Descriptor wake_writer)
      : settings_(std::move(settings)),
        tls_(std::move(tls)),
        listener_(std::move(listener)),
        wake_reader_(std::move(wake_reader)),
        wake_writer_(std::move(wake_writer)),
        port_(bound_port(listener_.get())),
        parser_(make_parser()) {
    parser_->set_keep_alive_timeout(settings_.idle_limit.count());
    parser_->set_keep_alive_max_count(1000000);
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                  const httplib::ContentReader& reader) { answer(request, &reader, response); };
    const auto without_body = [this](const httplib::Request& request, httplib::Response& response) {
      answer(request, nullptr, response);
    };
    parser_->Post("/", with_body);
    parser_->Get("/", without_body);
    // These are told that nobody takes them, as at the service, rather than that nothing is there.
    parser_->Put("/", with_body);
    parser_->Patch("/", with_body);
    parser_->Delete("/", with_body);
    parser_->Options("/", without_body);
    const SignalBlock block;
    acceptor_ = std::thread([this] { accept_connections(); });
  }

  ~Core() { stop(); }

  std::uint16_t port() const noexcept { return port_; }

  void stop() {
    const std::lock_guard<std::mutex> one_at_a_time(stop_mutex_);
    if (!acceptor_.joinable()) return;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_stopping_ = true;
      for (const Served& served : connections_) {
        if (served.connection) served.connection->hang_up();
      }
    }
    changed_.notify_all();
    const char wake = 0;
    while (::write(wake_writer_.get(), &wake, 1) < 0 && errno == EINTR) {
    }
    acceptor_.join();
    // No thread adds to the list any more.
    for (Served& served : connections_) served.thread.join();
    connections_.clear();
    listener_ = Descriptor();
  }

 private:
  /// A connection and the thread that serves it; the thread takes `connection` away at its end.
  struct Served {
    std::unique_ptr<Connection> connection;
    std::thread thread;
  };

  void accept_connections() {
    std::array<pollfd, 2> watched{{{listener_.get(), POLLIN, 0}, {wake_reader_.get(), POLLIN, 0}}};
    while (wait_for_room()) {
      if (::poll(watched.data(), watched.size(), -1) < 0) continue;
      if (watched[1].revents != 0) return;
      Descriptor socket(::accept(listener_.get(), nullptr, nullptr));
      if (socket.get() >= 0) {
        serve_on_own_thread(std::move(socket));
      } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        // The listener stays readable: without a pause this would spin until the process has descriptors again.
        ::poll(&watched[1], 1, 20);
      }
    }
  }

  /// Joins the threads that have ended, and waits while too many run. False when stopping.
  bool wait_for_room() {
    std::list<Served> ended;
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] {
      for (auto served = connections_.begin(); served != connections_.end();) {
        const auto next = std::next(served);
        if (!served->connection) ended.splice(ended.end(), connections_, served);
        served = next;
      }
      return is_stopping_ || connections_.size() < kMaxOpenConnections;
    });
    const bool goes_on = !is_stopping_;
    lock.unlock();
    for (Served& served : ended) served.thread.join();
    return goes_on;
  }

  void serve_on_own_thread(Descriptor socket) {
    keep_from_child_processes(socket.get());
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    timeval idle_limit{};
    idle_limit.tv_sec = settings_.idle_limit.count();
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &idle_limit, sizeof(idle_limit));

    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_stopping_) return;
    const auto served = connections_.emplace(connections_.end());
    try {
      served->connection = std::make_unique<Connection>(std::move(socket), next_number_++);
      served->thread = std::thread([this, served] { serve(served); });
    } catch (const std::exception&) {
      connections_.erase(served);
    }
  }

  void serve(std::list<Served>::iterator served) {
    Connection* connection = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      connection = served->connection.get();
    }
    try {
      if (!tls_ || connection->accept_tls(tls_.get())) {
        do {
          connection->begin_request();
        } while (parser_->serve(*connection));
        connection->say_goodbye();
      }
    } catch (const std::exception&) {
      connection->drop();
    }
    // OpenSSL keeps its errors per thread.
    ERR_clear_error();
    std::unique_ptr<Connection> closed;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      closed = std::move(served->connection);
      changed_.notify_all();
    }
  }

  Connection* find_connection(int number) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Served& served : connections_) {
      if (served.connection && served.connection->number() == number) return served.connection.get();
    }
    return nullptr;
  }

  /// Reads the body, false when the peer went away in its middle.
  bool read_body(const httplib::Request& request, const httplib::ContentReader& reader, Connection& connection,
                 IncomingRequest& incoming) const {
    const bool has_body = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
    if (!has_body) return true;
    if (request.is_multipart_form_data()) {
      // cpp-httplib would take it apart. No action reads such bodies: leave it unread.
      connection.close_after_answer();
      return true;
    }
    return reader([&](const char* bytes, std::size_t size) {
      if (incoming.body_is_too_large || size > settings_.max_body_bytes - incoming.body.size()) {
        incoming.body_is_too_large = true;
        incoming.body.clear();
      } else {
        incoming.body.append(bytes, size);
      }
      return true;
    });
  }

  void answer(const httplib::Request& request, const httplib::ContentReader* reader, httplib::Response& response) {
    Connection* connection = find_connection(request.remote_port);
    if (connection == nullptr) return;
    IncomingRequest incoming;
    incoming.method = request.method;
    incoming.target = request.target;
    incoming.headers = parse_header_lines(connection->head());
    if (reader != nullptr && !read_body(request, *reader, *connection, incoming)) {
      connection->drop();
      return;
    }

    const OutgoingAnswer outgoing = settings_.handler(incoming);
    if (outgoing.closes_without_a_byte || !wait(outgoing.delay)) {
      connection->drop();
      return;
    }
    response.status = outgoing.status;
    if (!outgoing.date.empty()) response.set_header("Date", outgoing.date);
    response.set_content(outgoing.body, outgoing.content_type);
  }

  /// False when stopping.
  bool wait(std::chrono::milliseconds delay) {
    if (delay <= std::chrono::milliseconds::zero()) return true;
    std::unique_lock<std::mutex> lock(mutex_);
    return !changed_.wait_for(lock, delay, [this] { return is_stopping_; });
  }

  HttpServerSettings settings_;
  SslContext tls_;
  Descriptor listener_;
  Descriptor wake_reader_;
  Descriptor wake_writer_;
  std::uint16_t port_;
  std::unique_ptr<MessageParser> parser_;

  std::mutex stop_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;  // with mutex_: a connection ended, or is_stopping_
  std::list<Served> connections_;
  int next_number_ = 1;
  bool is_stopping_ = false;
  std::thread acceptor_;
};

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerSettings settings) {
  SslContext tls;
  if (!settings.certificate_pem.empty()) {
    tls = make_tls_context(settings.certificate_pem, settings.private_key_pem);
    if (!tls) return failure(ErrorCode::resources_exhausted, {}, "OpenSSL could not set TLS up");
  }
  auto listener = bind_loopback(settings.address, settings.port);
  if (!listener) return listener.error();
  std::array<int, 2> wake{};
  if (::pipe(wake.data()) != 0) {
    return failure(ErrorCode::resources_exhausted, {}, "no pipe could be made: " + text_of(errno));
  }
  Descriptor wake_reader(wake[0]);
  Descriptor wake_writer(wake[1]);
  keep_from_child_processes(wake_reader.get());
  keep_from_child_processes(wake_writer.get());
  return std::unique_ptr<HttpServer>(new HttpServer(std::make_unique<Core>(
      std::move(settings), std::move(tls), std::move(*listener), std::move(wake_reader), std::move(wake_writer))));
}

HttpServer::HttpServer(std::unique_ptr<Core> core) noexcept : core_(std::move(core)) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const noexcept {
  return core_->port();
}

void HttpServer::stop() {
  core_->stop();
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
