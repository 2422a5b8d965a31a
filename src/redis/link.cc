// SPDX-License-Identifier: Apache-2.0
// One connection to a Redis server, with a bound on every wait.
#include "redis/link.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "transport/sigpipe_guard.h"

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

constexpr std::size_t kLongestWord = 32;
// Of an answer. The longest there is has a few hundred times of the rate limiter.
constexpr std::size_t kMostElements = 1024;
constexpr std::size_t kMostBytes = 65536;

// `WRONGPASS invalid username-password pair` -> `WRONGPASS`. What follows may quote what it was sent.
std::string first_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (!((c >= 'A' && c <= 'Z') || c == '_') || word.size() == kLongestWord) break;
    word += c;
  }
  return word.empty() ? std::string("ERR") : word;
}

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

// In place of hiredis's own, which makes room for as many elements as the peer says, and is found in the private data.
// Older hiredis counts them by another type.
template <typename Count>
void* create_short_array(const redisReadTask* task, Count elements) {
  if (static_cast<std::size_t>(elements) > kMostElements) return nullptr;
  return static_cast<const redisReplyObjectFunctions*>(task->privdata)->createArray(task, elements);
}

void add_texts(const redisReply& reply, Answer& answer) {
  switch (reply.type) {
    case REDIS_REPLY_ERROR:
      answer.fault = Fault{ErrorCode::transport_failed, first_word({reply.str, static_cast<std::size_t>(reply.len)})};
      return;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      answer.texts.emplace_back(reply.str, static_cast<std::size_t>(reply.len));
      return;
    case REDIS_REPLY_INTEGER:
      answer.texts.push_back(std::to_string(reply.integer));
      return;
    default:
      answer.texts.emplace_back();
  }
}

Answer answer_of(const redisReply& reply) {
  Answer answer;
  if (reply.type != REDIS_REPLY_ARRAY) {
    add_texts(reply, answer);
    return answer;
  }
  for (std::size_t i = 0; i < reply.elements; ++i) add_texts(*reply.element[i], answer);
  return answer;
}

}  // namespace

Script::Script(std::string_view text) : text_(text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  // The name that Redis itself gives a script; where SHA-1 cannot be had, the whole text is sent each time.
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha1(), nullptr) != 1) return;
  constexpr char kDigits[] = "0123456789abcdef";
  for (unsigned int i = 0; i < size; ++i) {
    digest_ += kDigits[bytes[i] >> 4U];
    digest_ += kDigits[bytes[i] & 15U];
  }
}

OptionFault check(const ConnectionOptions& options) {
  if (options.unix_socket.empty()) {
    if (options.host.empty()) return {"connection.host", "is empty"};
    if (options.port == 0) return {"connection.port", "is zero"};
  } else {
    if (options.unix_socket.size() >= sizeof(sockaddr_un::sun_path)) {
      return {"connection.unix_socket", "is longer than the path of a socket may be"};
    }
    if (options.use_tls) return {"connection.use_tls", "cannot be used on a unix socket"};
  }
  if (!options.user.empty() && options.password.empty()) {
    return {"connection.password", "is empty, but a user is given; Redis asks for both"};
  }
  if (options.timeout < std::chrono::milliseconds(1) || options.timeout > std::chrono::seconds(10)) {
    return {"connection.timeout", "is not between 1 ms and 10 s"};
  }
  return {};
}

Link::Link(ConnectionOptions options, std::chrono::nanoseconds longest_idle)
    : options_(std::move(options)), longest_idle_(longest_idle) {}

Link::~Link() {
  close();
}

void Link::close() noexcept {
  tls_.reset();
  reader_.reset();
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool Link::is_alive() {
  if (!is_open()) return false;
  const detail::SigpipeGuard guard;
  char byte = 0;
  bool is_quiet = false;
  if (std::chrono::steady_clock::now() - used_at_ > longest_idle_) {
    // Who knows whether it reaches the server still.
  } else if (tls_) {
    ERR_clear_error();
    std::size_t got = 0;
    const int result = SSL_peek_ex(tls_.get(), &byte, 1, &got);  // takes what TLS itself has to say, such as tickets
    is_quiet = result != 1 && SSL_get_error(tls_.get(), result) == SSL_ERROR_WANT_READ;
  } else {
    is_quiet = ::recv(socket_, &byte, 1, MSG_PEEK) < 0 && (errno == EAGAIN || errno == EINTR);
  }
  // What was not asked for would be taken for the next answer.
  if (!is_quiet) close();
  return is_quiet;
}

bool Link::wait(short events, Deadline deadline) const {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{socket_, events, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Link::wait_for_tls(int result, Deadline deadline) const {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return wait(POLLIN, deadline);
    case SSL_ERROR_WANT_WRITE:
      return wait(POLLOUT, deadline);
    default:
      return false;
  }
}

std::optional<Fault> Link::try_address(int family, const void* address, unsigned length, Deadline deadline) {
  socket_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket_ < 0) return Fault{ErrorCode::resources_exhausted};
  const int connected = ::connect(socket_, static_cast<const sockaddr*>(address), length);
  if (connected != 0) {
    int error = errno;
    socklen_t size = sizeof(error);
    if (error == EINPROGRESS && wait(POLLOUT, deadline)) {
      error = 0;
      ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error != 0) {
      close();
      return Fault{ErrorCode::connect_failed};
    }
  }
  const int on = 1;
  if (family != AF_UNIX) ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return {};
}

Link::Deadline Link::until(Deadline deadline) const {
  return (std::min)(deadline, std::chrono::steady_clock::now() + options_.timeout);
}

std::optional<Fault> Link::create_reader() {
  reader_.reset(redisReaderCreate());
  if (!reader_) return Fault{ErrorCode::resources_exhausted};
  reader_->privdata = reader_->fn;
  reply_functions_ = *reader_->fn;
  reply_functions_.createArray = create_short_array;
  reader_->fn = &reply_functions_;
  return {};
}

std::optional<Fault> Link::connect_socket(Deadline deadline) {
  if (!options_.unix_socket.empty()) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, options_.unix_socket.c_str(), options_.unix_socket.size() + 1);
    return try_address(AF_UNIX, &address, sizeof(address), deadline);
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(options_.host.c_str(), std::to_string(options_.port).c_str(), &hints, &found) != 0) {
    return Fault{ErrorCode::name_resolution_failed};
  }
  std::optional<Fault> fault = Fault{ErrorCode::connect_failed};
  int left = 0;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) ++left;
  for (const addrinfo* one = found; one != nullptr && fault; one = one->ai_next) {
    // One that does not answer leaves the others their share of the time.
    const auto now = std::chrono::steady_clock::now();
    fault = try_address(one->ai_family, one->ai_addr, one->ai_addrlen, now + (deadline - now) / left--);
  }
  ::freeaddrinfo(found);
  return fault;
}

std::optional<Fault> Link::shake_hands(Deadline deadline) {
  const Fault failed{ErrorCode::tls_failed};
  ERR_clear_error();
  if (!context_) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    if (!context_) return Fault{ErrorCode::resources_exhausted};
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    const int trusted = options_.ca_file.empty()
                            ? SSL_CTX_set_default_verify_paths(context_.get())
                            : SSL_CTX_load_verify_locations(context_.get(), options_.ca_file.c_str(), nullptr);
    if (trusted != 1) {
      context_.reset();  // the file may be there next time
      return failed;
    }
  }
  tls_.reset(SSL_new(context_.get()));
  if (!tls_) return Fault{ErrorCode::resources_exhausted};
  const std::string& name = options_.server_name.empty() ? options_.host : options_.server_name;
  if (is_address(name)) {
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), name.c_str()) != 1) return failed;
  } else if (SSL_set1_host(tls_.get(), name.c_str()) != 1 || SSL_set_tlsext_host_name(tls_.get(), name.c_str()) != 1) {
    return failed;
  }
  if (SSL_set_fd(tls_.get(), socket_) != 1) return failed;
  int result = 0;
  while ((result = SSL_connect(tls_.get())) != 1) {
    if (!wait_for_tls(result, deadline)) return failed;
  }
  return {};
}

std::optional<Fault> Link::write(std::string_view text, Deadline deadline) {
  while (!text.empty()) {
    std::size_t written = 0;
    if (tls_) {
      ERR_clear_error();
      const int result = SSL_write_ex(tls_.get(), text.data(), text.size(), &written);
      if (result != 1 && !wait_for_tls(result, deadline)) return Fault{ErrorCode::connection_lost};
    } else {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent > 0) written = static_cast<std::size_t>(sent);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return Fault{ErrorCode::connection_lost};
      if (sent < 0 && !wait(POLLOUT, deadline)) return Fault{ErrorCode::deadline_exceeded};
    }
    text.remove_prefix(written);
  }
  return {};
}

Answer Link::read(Deadline deadline) {
  std::array<char, 4096> buffer{};
  std::size_t bytes = 0;
  for (;;) {
    void* reply = nullptr;
    if (bytes > kMostBytes || redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) {
      return {Fault{ErrorCode::invalid_response}, {}};
    }
    if (reply != nullptr) {
      Answer answer = answer_of(*static_cast<redisReply*>(reply));
      freeReplyObject(reply);
      return answer;
    }
    std::size_t got = 0;
    if (tls_) {
      ERR_clear_error();
      const int result = SSL_read_ex(tls_.get(), buffer.data(), buffer.size(), &got);
      if (result != 1) {
        const bool is_late = SSL_get_error(tls_.get(), result) == SSL_ERROR_WANT_READ;
        if (!wait_for_tls(result, deadline)) {
          return {Fault{is_late ? ErrorCode::deadline_exceeded : ErrorCode::connection_lost}, {}};
        }
      }
    } else {
      const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (count > 0) got = static_cast<std::size_t>(count);
      if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
        return {Fault{ErrorCode::connection_lost}, {}};
      }
      if (count < 0 && !wait(POLLIN, deadline)) return {Fault{ErrorCode::deadline_exceeded}, {}};
    }
    bytes += got;
    if (got > 0) redisReaderFeed(reader_.get(), buffer.data(), got);
  }
}

Answer Link::exchange(const std::vector<std::string_view>& command, Deadline deadline) {
  std::vector<const char*> parts;
  std::vector<std::size_t> sizes;
  for (const std::string_view part : command) {
    parts.push_back(part.data());
    sizes.push_back(part.size());
  }
  char* text = nullptr;
  const int size = redisFormatCommandArgv(&text, static_cast<int>(parts.size()), parts.data(), sizes.data());
  if (size < 0) return {Fault{ErrorCode::resources_exhausted}, {}};
  std::optional<Fault> fault = write({text, static_cast<std::size_t>(size)}, deadline);
  OPENSSL_cleanse(text, static_cast<std::size_t>(size));  // it may be the password
  redisFreeCommand(text);
  if (fault) return {std::move(fault), {}};
  return read(deadline);
}

std::optional<Fault> Link::open(Deadline deadline) {
  close();
  const detail::SigpipeGuard guard;
  deadline = until(deadline);
  std::optional<Fault> fault = connect_socket(deadline);
  if (!fault && options_.use_tls) fault = shake_hands(deadline);
  if (!fault) fault = create_reader();
  if (!fault && !options_.password.empty()) {
    std::vector<std::string_view> command{"AUTH"};
    if (!options_.user.empty()) command.push_back(options_.user);
    command.push_back(options_.password.reveal());
    fault = exchange(command, deadline).fault;
  }
  if (fault) close();
  used_at_ = std::chrono::steady_clock::now();
  return fault;
}

Answer Link::ask(const std::vector<std::string_view>& command, Deadline deadline) {
  if (!is_open()) return {Fault{ErrorCode::connect_failed}, {}};
  const detail::SigpipeGuard guard;
  Answer answer = exchange(command, until(deadline));
  // An answer that comes after all would be taken for that of the next command.
  if (answer.fault && answer.fault->word.empty()) close();
  used_at_ = std::chrono::steady_clock::now();
  return answer;
}

Answer Link::run(const Script& script, std::string_view key, const std::vector<std::string>& arguments,
                 Deadline deadline) {
  std::vector<std::string_view> command{"EVALSHA", script.digest(), "1", key};
  command.insert(command.end(), arguments.begin(), arguments.end());
  Answer answer;
  if (!script.digest().empty()) {
    answer = ask(command, deadline);
    if (!answer.fault || answer.fault->word != "NOSCRIPT") return answer;
  }
  command[0] = "EVAL";
  command[1] = script.text();
  return ask(command, deadline);
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
