// SPDX-License-Identifier: Apache-2.0
// The rows of the fault matrix.
#include "fault_matrix.h"

#include <chrono>
#include <utility>

namespace tccc {
namespace loopback {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

Verdict succeeds(int attempts, std::size_t deliveries) {
  return {ErrorCode::ok, std::nullopt, attempts, deliveries};
}
Verdict not_sent(ErrorCode code, int attempts) {
  return {code, Outcome::not_sent, attempts, 0};
}
Verdict rejected(ErrorCode code, int attempts) {
  return {code, Outcome::rejected, attempts, static_cast<std::size_t>(attempts)};
}
Verdict unknown(ErrorCode code, int attempts, std::size_t deliveries) {
  return {code, Outcome::unknown, attempts, deliveries};
}
Verdict unknown(ErrorCode code, int attempts) {
  return unknown(code, attempts, static_cast<std::size_t>(attempts));
}

// What a reused connection has behind it when it meets the fault.
ConnectionScript after_a_call(ConnectionScript fault) {
  ConnectionScript script = {ReadRequest(), Send{good_answer()}};
  script.insert(script.end(), fault.begin(), fault.end());
  return script;
}

ConnectionScript answers(std::string bytes) {
  return {ReadRequest(), Send{std::move(bytes)}, Again()};
}

ConnectionScript answers_then_closes(std::string bytes) {
  return {ReadRequest(), Send{std::move(bytes)}, Close()};
}

ConnectionScript answers_status(int status, std::string_view body = "{}", std::string_view fields = {}) {
  return answers(http_answer(status, body, fields));
}

ConnectionScript answers_json(std::string_view json) {
  return answers(http_answer(200, json));
}

ConnectionScript refuses_then_answers(const std::string& refusal) {
  return {ReadRequest(), Send{refusal}, ReadRequest(), Send{good_answer()}, Again()};
}

std::string good_json() {
  return R"({"Response":{"SessionId":"session-1","RequestId":"request-1"}})";
}

std::string half_of(const std::string& text) {
  return text.substr(0, text.size() - good_json().size() / 2);
}

std::string deep_json() {
  constexpr std::size_t kDepth = 200'000;
  return R"({"Response":{"Deep":)" + std::string(kDepth, '[') + std::string(kDepth, ']') + "}}";
}

std::string chunked(std::string_view chunks) {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunks);
}

std::string in_one_chunk(const std::string& text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string size = {kDigits[text.size() / 16 % 16], kDigits[text.size() % 16]};
  return size + "\r\n" + text + "\r\n";
}

std::string with_length(const std::string& length) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + good_json();
}

std::string gzipped() {
  // The smallest gzip file there is: of nothing.
  return std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00", 20);
}

std::string tls_alert(char description) {
  return {'\x15', '\x03', '\x01', '\x00', '\x02', '\x02', description};
}

std::vector<FaultRow> faults_before_sending() {
  using E = ErrorCode;
  constexpr char kProtocolVersion = 70;  // RFC 8446, 6.2
  return {
      {"ConnectionRefused",
       "nobody listens at the port",
       Peer::refusing,
       Meets::every,
       {},
       not_sent(E::connect_failed, 3),
       not_sent(E::connect_failed, 3)},
      {"NameNotFound",
       "the host name does not exist",
       Peer::unknown_name,
       Meets::every,
       {},
       not_sent(E::name_resolution_failed, 3),
       not_sent(E::name_resolution_failed, 3)},
      {"TlsUntrusted", "the certificate is from an unknown authority", Peer::tls_untrusted, Meets::every,
       good_connection(), not_sent(E::tls_failed, 1), not_sent(E::tls_failed, 1)},
      {"TlsWrongHost", "the certificate is for another host", Peer::tls_wrong_host, Meets::every, good_connection(),
       not_sent(E::tls_failed, 1), not_sent(E::tls_failed, 1)},
      {"TlsExpired", "the certificate has expired", Peer::tls_expired, Meets::every, good_connection(),
       not_sent(E::tls_failed, 1), not_sent(E::tls_failed, 1)},
      {"TlsHandshakeClosed",
       "FIN in the TLS handshake",
       Peer::not_tls,
       Meets::every,
       {ReadAnything(), Close()},
       not_sent(E::tls_failed, 3),
       not_sent(E::tls_failed, 3)},
      {"TlsHandshakeReset",
       "RST in the TLS handshake",
       Peer::not_tls,
       Meets::every,
       {ReadAnything(), Reset()},
       not_sent(E::tls_failed, 3),
       not_sent(E::tls_failed, 3)},
      {"TlsHandshakeSilent",
       "the TLS handshake is not answered",
       Peer::not_tls,
       Meets::every,
       {ReadAnything(), StaySilent()},
       not_sent(E::deadline_exceeded, 3),
       not_sent(E::deadline_exceeded, 3),
       false,
       true},
      {"TlsTooOld",
       "TLS 1.1 is all the server speaks: it sends the alert `protocol_version`",
       Peer::not_tls,
       Meets::every,
       {ReadAnything(), Send{tls_alert(kProtocolVersion)}, Close()},
       not_sent(E::tls_failed, 3),
       not_sent(E::tls_failed, 3)},
      {"TlsAnsweredInPlainText",
       "the TLS handshake is answered by plain HTTP",
       Peer::not_tls,
       Meets::every,
       {ReadAnything(), Send{http_answer(400, "")}, Close()},
       not_sent(E::tls_failed, 3),
       not_sent(E::tls_failed, 3)},
  };
}

std::vector<FaultRow> lost_connections() {
  using E = ErrorCode;
  const std::string half_head = "HTTP/1.1 200 OK\r\nContent-Le";
  const std::string half_body = half_of(good_answer());
  const Verdict lost_once = unknown(E::connection_lost, 1);
  const Verdict lost_thrice = unknown(E::connection_lost, 3);
  const Verdict served_at_second = succeeds(2, 2);
  std::vector<FaultRow> rows = {
      {"SilentAfterAccept",
       "accepts and never reads",
       Peer::plain,
       Meets::every,
       {StaySilent()},
       unknown(E::deadline_exceeded, 1, 0),
       unknown(E::deadline_exceeded, 3, 0),
       false,
       true},
      {"SilentAfterRequest",
       "reads the request and never answers",
       Peer::plain,
       Meets::every,
       {ReadRequest(), StaySilent()},
       unknown(E::deadline_exceeded, 1),
       unknown(E::deadline_exceeded, 3),
       false,
       true},
      {"SilentAfterRequestOverTls",
       "the same over TLS",
       Peer::tls,
       Meets::every,
       {ReadRequest(), StaySilent()},
       unknown(E::deadline_exceeded, 1),
       unknown(E::deadline_exceeded, 3),
       false,
       true},
      {"SilentAfterHalfAnswer",
       "stops in the middle of the answer",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{half_body}, StaySilent()},
       unknown(E::deadline_exceeded, 1),
       unknown(E::deadline_exceeded, 3),
       false,
       true},
      {"SilentOnce",
       "does not answer the first request, but the next",
       Peer::plain,
       Meets::first,
       {ReadRequest(), StaySilent()},
       unknown(E::deadline_exceeded, 1),
       served_at_second,
       false,
       true},
      {"SlowDrip",
       "answers one byte in 50 ms",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Drip{good_answer(), std::chrono::milliseconds(50)}},
       unknown(E::deadline_exceeded, 1),
       unknown(E::deadline_exceeded, 3),
       false,
       true},
      {"ClosedAfterHead",
       "FIN after the header of the request",
       Peer::plain,
       Meets::every,
       {ReadHead(), Close()},
       lost_once,
       lost_thrice},
      {"ResetAfterHead",
       "RST after the header of the request",
       Peer::plain,
       Meets::every,
       {ReadHead(), Reset()},
       lost_once,
       lost_thrice},
      {"ClosedAfterRequest",
       "FIN after the whole request",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Close()},
       lost_once,
       lost_thrice},
      {"ResetAfterRequest",
       "RST after the whole request",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Reset()},
       lost_once,
       lost_thrice},
      {"ClosedInHead",
       "FIN in the header of the answer",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{half_head}, Close()},
       lost_once,
       lost_thrice},
      {"ResetInHead",
       "RST in the header of the answer",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{half_head}, Reset()},
       lost_once,
       lost_thrice},
      {"ClosedInBody",
       "FIN in the body of the answer",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{half_body}, Close()},
       lost_once,
       lost_thrice},
      {"ResetInBody",
       "RST in the body of the answer",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{half_body}, Reset()},
       lost_once,
       lost_thrice},
      {"ClosedAfterRequestOverTls",
       "FIN after the whole request, over TLS",
       Peer::tls,
       Meets::every,
       {ReadRequest(), Close()},
       lost_once,
       lost_thrice},
      {"ResetAfterRequestOverTls",
       "RST after the whole request, over TLS",
       Peer::tls,
       Meets::every,
       {ReadRequest(), Reset()},
       lost_once,
       lost_thrice},
      {"ResetOnce",
       "RST after the first request; the next is answered",
       Peer::plain,
       Meets::first,
       {ReadRequest(), Reset()},
       lost_once,
       served_at_second},

      {"IdleClosed", "FIN before the request", Peer::plain, Meets::reused, after_a_call({Close()}), succeeds(1, 1),
       succeeds(1, 1), true},
      {"IdleReset", "RST before the request", Peer::plain, Meets::reused, after_a_call({Reset()}), succeeds(1, 1),
       succeeds(1, 1), true},
      {"IdleTalks",
       "an answer to nothing, before the request",
       Peer::plain,
       Meets::reused,
       {ReadRequest(), Send{good_answer() + good_answer()}, StaySilent()},
       succeeds(1, 1),
       succeeds(1, 1)},
      {"ReusedClosedAfterHead", "FIN after the header of the request", Peer::plain, Meets::reused,
       after_a_call({ReadHead(), Close()}), lost_once, served_at_second},
      {"ReusedResetAfterHead", "RST after the header of the request", Peer::plain, Meets::reused,
       after_a_call({ReadHead(), Reset()}), lost_once, served_at_second},
      {"ReusedClosedAfterRequest", "FIN after the whole request", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Close()}), lost_once, served_at_second},
      {"ReusedResetAfterRequest", "RST after the whole request", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Reset()}), lost_once, served_at_second},
      {"ReusedClosedInHead", "FIN in the header of the answer", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Send{half_head}, Close()}), lost_once, served_at_second},
      {"ReusedResetInHead", "RST in the header of the answer", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Send{half_head}, Reset()}), lost_once, served_at_second},
      {"ReusedClosedInBody", "FIN in the body of the answer", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Send{half_body}, Close()}), lost_once, served_at_second},
      {"ReusedResetInBody", "RST in the body of the answer", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), Send{half_body}, Reset()}), lost_once, served_at_second},
      {"ReusedSilent", "reads the request and never answers", Peer::plain, Meets::reused,
       after_a_call({ReadRequest(), StaySilent()}), unknown(E::deadline_exceeded, 1), served_at_second, false, true},
      {"ReusedClosedOverTls", "FIN after the whole request, over TLS", Peer::tls, Meets::reused,
       after_a_call({ReadRequest(), Close()}), lost_once, served_at_second},
      {"ReusedResetOverTls", "RST after the whole request, over TLS", Peer::tls, Meets::reused,
       after_a_call({ReadRequest(), Reset()}), lost_once, served_at_second},
  };
  return rows;
}

std::vector<FaultRow> odd_http() {
  using E = ErrorCode;
  const Verdict unreadable_once = unknown(E::invalid_response, 1);
  const Verdict unreadable_thrice = unknown(E::invalid_response, 3);
  const Verdict lost_once = unknown(E::connection_lost, 1);
  const Verdict lost_thrice = unknown(E::connection_lost, 3);
  const Verdict too_large = unknown(E::response_too_large, 1);
  const Verdict good = succeeds(1, 1);
  const std::string ok_line = "HTTP/1.1 200 OK\r\n";
  return {
      {"ContentLengthTooLarge", "`Content-Length` beyond the body, then FIN", Peer::plain, Meets::every,
       answers_then_closes(with_length("1000")), lost_once, lost_thrice},
      {"ContentLengthTooSmall", "`Content-Length` short of the body", Peer::plain, Meets::every,
       answers_then_closes(with_length("10")), unreadable_once, unreadable_thrice},
      {"ContentLengthMissing", "no `Content-Length`; FIN ends the body", Peer::plain, Meets::every,
       answers_then_closes(ok_line + "\r\n" + good_json()), good, good},
      {"ContentLengthNegative", "`Content-Length: -1`", Peer::plain, Meets::every,
       answers_then_closes(with_length("-1")), unreadable_once, unreadable_thrice},
      {"ContentLengthOverflows", "`Content-Length` of 30 digits", Peer::plain, Meets::every,
       answers_then_closes(with_length(std::string(30, '9'))), too_large, too_large},
      {"Chunked", "a chunked answer", Peer::plain, Meets::every,
       answers(chunked(in_one_chunk(good_json()) + "0\r\n\r\n")), good, good},
      {"ChunkSizeBroken", "a chunk size that is no number", Peer::plain, Meets::every,
       answers_then_closes(chunked("zz\r\n" + good_json() + "\r\n0\r\n\r\n")), lost_once, lost_thrice},
      {"ChunksWithoutEnd", "FIN before the last chunk", Peer::plain, Meets::every,
       answers_then_closes(chunked(in_one_chunk(good_json()))), lost_once, lost_thrice},
      {"InterimAnswers", "100 and 103 before the answer", Peer::plain, Meets::every,
       answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + good_answer()), good,
       good},
      {"SwitchingProtocols", "101, which nobody asked for, then FIN", Peer::plain, Meets::every,
       answers_then_closes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n"), lost_once, lost_thrice},
      {"Gzip", "a gzip body, which nobody asked for", Peer::plain, Meets::every,
       answers_status(200, gzipped(), "Content-Encoding: gzip\r\n"), unreadable_once, unreadable_thrice},
      {"GzipInNameOnly", "a plain body that is called gzip", Peer::plain, Meets::every,
       answers_status(200, good_json(), "Content-Encoding: gzip\r\n"), good, good},
      {"AnswerBeforeRequest",
       "answers before it reads the request",
       Peer::plain,
       Meets::every,
       {Send{good_answer()}, ReadRequest(), StaySilent()},
       good,
       good},
      {"RefusalBeforeBody",
       "503 after the header of the request, then FIN",
       Peer::plain,
       Meets::every,
       {ReadHead(), Send{http_answer(503, "", "Connection: close\r\n")}, Close()},
       unknown(E::http_status_unexpected, 1),
       unknown(E::http_status_unexpected, 3)},
      {"NotHttp", "a greeting of another protocol", Peer::plain, Meets::every,
       answers_then_closes("220 mail.example ESMTP\r\n"), unreadable_once, unreadable_thrice},
      {"HeaderOf8MiB",
       "a header of 8 MiB",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{ok_line}, SendRepeated{"X-Padding: " + std::string(1011, 'x') + "\r\n", 8192}, Send{"\r\n"},
        Close()},
       unreadable_once,
       unreadable_thrice},
      {"HeaderLineOf8MiB",
       "a header line of 8 MiB",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{ok_line + "X-Padding: "}, SendRepeated{std::string(kMebibyte, 'x'), 8}, Send{"\r\n\r\n"},
        Close()},
       unreadable_once,
       unreadable_thrice},
      {"BodyOf64MiB",
       "a body of 64 MiB, announced",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{ok_line + "Content-Length: 67108864\r\n\r\n"},
        SendRepeated{std::string(kMebibyte, ' '), 64}, Close()},
       too_large,
       too_large},
      {"BodyOf64MiBUnannounced",
       "a body of 64 MiB, without `Content-Length`",
       Peer::plain,
       Meets::every,
       {ReadRequest(), Send{ok_line + "\r\n"}, SendRepeated{std::string(kMebibyte, ' '), 64}, Close()},
       too_large,
       too_large},
  };
}

std::vector<FaultRow> statuses() {
  using E = ErrorCode;
  const Verdict once = unknown(E::http_status_unexpected, 1);
  const Verdict thrice = unknown(E::http_status_unexpected, 3);
  const std::string html = "<html><body>Bad Gateway</body></html>";
  return {
      {"Status204", "204 without a body", Peer::plain, Meets::every, answers("HTTP/1.1 204 No Content\r\n\r\n"), once,
       thrice},
      {"Status301", "301 to another host", Peer::plain, Meets::every,
       answers_status(301, "", "Location: http://127.0.0.1:1/\r\n"), once, thrice},
      {"Status307", "307 to another host", Peer::plain, Meets::every,
       answers_status(307, "", "Location: http://127.0.0.1:1/\r\n"), once, thrice},
      {"Status400", "400", Peer::plain, Meets::every, answers_status(400), once, thrice},
      {"Status403", "403", Peer::plain, Meets::every, answers_status(403), once, thrice},
      {"Status429", "429, `Retry-After` in seconds: 0", Peer::plain, Meets::every,
       answers_status(429, "", "Retry-After: 0\r\n"), once, thrice},
      {"Status429ForAnHour", "429, `Retry-After` in seconds: an hour, beyond the deadline", Peer::plain, Meets::every,
       answers_status(429, "", "Retry-After: 3600\r\n"), once, once},
      {"Status429UntilPast", "429, `Retry-After` as a date that is over", Peer::plain, Meets::every,
       answers_status(429, "", "Retry-After: Mon, 02 Jan 2006 15:04:05 GMT\r\n"), once, thrice},
      {"Status429UntilFuture", "429, `Retry-After` as a date beyond the deadline", Peer::plain, Meets::every,
       answers_status(429, "", "Retry-After: Thu, 01 Jan 2150 00:00:00 GMT\r\n"), once, once},
      {"Status500", "500", Peer::plain, Meets::every, answers_status(500), once, thrice},
      {"Status502", "502 and a page of HTML", Peer::plain, Meets::every,
       answers_status(502, html, "Content-Type: text/html\r\n"), once, thrice},
      {"Status503", "503", Peer::plain, Meets::every, answers_status(503), once, thrice},
      {"Status503Once", "503, then the answer", Peer::plain, Meets::first, refuses_then_answers(http_answer(503, "")),
       once, succeeds(2, 2)},
      {"Status504", "504", Peer::plain, Meets::every, answers_status(504), once, thrice},
      {"Status500WithRefusal", "500 around an error code that refuses", Peer::plain, Meets::every,
       answers_status(500, R"({"Response":{"Error":{"Code":"InvalidParameter","Message":"m"},"RequestId":"r"}})"), once,
       thrice},
      {"Page200", "200 and a page of HTML", Peer::plain, Meets::every, answers_json(html),
       unknown(E::invalid_response, 1), unknown(E::invalid_response, 3)},
  };
}

std::vector<FaultRow> odd_json() {
  using E = ErrorCode;
  const Verdict once = unknown(E::invalid_response, 1);
  const Verdict thrice = unknown(E::invalid_response, 3);
  const std::string nul(1, '\0');
  return {
      {"JsonEmpty", "an empty body", Peer::plain, Meets::every, answers_json(""), once, thrice},
      {"JsonNot", "a body that is not JSON", Peer::plain, Meets::every, answers_json("OK"), once, thrice},
      {"JsonTruncated", "JSON cut off", Peer::plain, Meets::every, answers_json(half_of(good_json())), once, thrice},
      {"JsonDeep", "JSON 200,000 levels deep", Peer::plain, Meets::every, answers_json(deep_json()), once, thrice},
      {"JsonNoResponse", "JSON without `Response`", Peer::plain, Meets::every, answers_json("{}"), once, thrice},
      {"JsonNoSessionId", "no `SessionId`", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"RequestId":"r"}})"), once, thrice},
      {"JsonEmptySessionId", "an empty `SessionId`", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":"","RequestId":"r"}})"), once, thrice},
      {"JsonDuplicateKey", "`SessionId` twice", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":"a","SessionId":"b","RequestId":"r"}})"), once, thrice},
      {"JsonDuplicateCode", "`Error.Code` twice", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"Error":{"Code":"InvalidParameter","Code":"InternalError"},"RequestId":"r"}})"),
       once, thrice},
      {"JsonWrongType", "`SessionId` is a number", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":1,"RequestId":"r"}})"), once, thrice},
      {"JsonErrorWrongType", "`Error` is a text", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"Error":"InvalidParameter","RequestId":"r"}})"), once, thrice},
      {"JsonErrorWithoutCode", "`Error` without `Code`", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"Error":{"Message":"m"},"RequestId":"r"}})"), once, thrice},
      {"JsonNull", "`SessionId` is null", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":null,"RequestId":"r"}})"), once, thrice},
      {"JsonResponseNull", "`Response` is null", Peer::plain, Meets::every, answers_json(R"({"Response":null})"), once,
       thrice},
      {"JsonErrorNull", "`Error` is null beside a `SessionId`", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"Error":null,"SessionId":"s","RequestId":"r"}})"), succeeds(1, 1), succeeds(1, 1)},
      {"JsonErrorAndSessionId", "an error code that refuses, beside a `SessionId`", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"Error":{"Code":"InvalidParameter","Message":"m"},"SessionId":"s"}})"),
       unknown(E::invalid_parameter, 1), rejected(E::invalid_parameter, 1)},
      {"JsonNulByte", "a NUL byte in a text", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":"a)" + nul + R"(b","RequestId":"r"}})"), once, thrice},
      {"JsonNulEscaped", "`\\u0000` in a text", Peer::plain, Meets::every,
       answers_json(R"({"Response":{"SessionId":"a\u0000b","RequestId":"r"}})"), once, thrice},
      {"JsonNotUtf8", "a text that is not UTF-8", Peer::plain, Meets::every,
       answers_json("{\"Response\":{\"SessionId\":\"\xc3\x28\",\"RequestId\":\"r\"}}"), once, thrice},
      {"JsonAndMore", "JSON, and something after it", Peer::plain, Meets::every, answers_json(good_json() + "{}"), once,
       thrice},
  };
}

std::vector<FaultRow> service_errors() {
  using E = ErrorCode;
  const std::string date = std::string("Date: ") + kDateOfService + "\r\n";
  const auto always = [](const char* code) { return answers(error_answer(code)); };
  return {
      {"Throttled", "`RequestLimitExceeded`", Peer::plain, Meets::every, always("RequestLimitExceeded"),
       rejected(E::request_limit_exceeded, 3), rejected(E::request_limit_exceeded, 3)},
      {"ThrottledOnce", "`RequestLimitExceeded`, then the answer", Peer::plain, Meets::first,
       refuses_then_answers(error_answer("RequestLimitExceeded")), succeeds(2, 2), succeeds(2, 2)},
      {"ThrottledByAccount", "`RequestLimitExceeded.UinLimitExceeded`, then the answer", Peer::plain, Meets::first,
       refuses_then_answers(error_answer("RequestLimitExceeded.UinLimitExceeded")), succeeds(2, 2), succeeds(2, 2)},
      {"ThrottledUndocumented", "a code under `RequestLimitExceeded` that is not documented, then the answer",
       Peer::plain, Meets::first, refuses_then_answers(error_answer("RequestLimitExceeded.Other")), succeeds(2, 2),
       succeeds(2, 2)},
      {"ThrottledThenReset",
       "`RequestLimitExceeded`, then RST after the request",
       Peer::plain,
       Meets::first,
       {ReadRequest(), Send{error_answer("RequestLimitExceeded")}, ReadRequest(), Reset()},
       unknown(E::connection_lost, 2),
       succeeds(3, 3)},
      {"ClockSkewed", "`AuthFailure.SignatureExpire` and a `Date`, then the answer", Peer::plain, Meets::first,
       refuses_then_answers(error_answer("AuthFailure.SignatureExpire", date)), succeeds(2, 2), succeeds(2, 2)},
      {"ClockSkewedForEver", "`AuthFailure.SignatureExpire` and a `Date`, always", Peer::plain, Meets::every,
       answers(error_answer("AuthFailure.SignatureExpire", date)), rejected(E::auth_failure_signature_expire, 2),
       rejected(E::auth_failure_signature_expire, 2)},
      {"ClockSkewedWithoutDate", "`AuthFailure.SignatureExpire` without a `Date`", Peer::plain, Meets::every,
       always("AuthFailure.SignatureExpire"), rejected(E::auth_failure_signature_expire, 1),
       rejected(E::auth_failure_signature_expire, 1)},
      {"WrongKey", "`AuthFailure.SignatureFailure`", Peer::plain, Meets::every, always("AuthFailure.SignatureFailure"),
       rejected(E::auth_failure_signature_failure, 1), rejected(E::auth_failure_signature_failure, 1)},
      {"InternalError", "`InternalError`", Peer::plain, Meets::every, always("InternalError"),
       unknown(E::internal_error, 1), unknown(E::internal_error, 3)},
      {"CallOutFailed", "`FailedOperation.CallOutFailed`", Peer::plain, Meets::every,
       always("FailedOperation.CallOutFailed"), unknown(E::failed_operation_call_out_failed, 1),
       unknown(E::failed_operation_call_out_failed, 3)},
      {"CalleeIsBlackUser", "`FailedOperation.CalleeIsBlackUser`", Peer::plain, Meets::every,
       always("FailedOperation.CalleeIsBlackUser"), rejected(E::failed_operation_callee_is_black_user, 1),
       rejected(E::failed_operation_callee_is_black_user, 1)},
      {"UndocumentedRefusal", "a code that is not documented, of a family that refuses: `InvalidParameter.Other`",
       Peer::plain, Meets::every, always("InvalidParameter.Other"), rejected(E::undocumented_service_error, 1),
       rejected(E::undocumented_service_error, 1)},
      {"UndocumentedFamily", "a code of a family that is not documented: `Mystery.Other`", Peer::plain, Meets::every,
       always("Mystery.Other"), unknown(E::undocumented_service_error, 1), unknown(E::undocumented_service_error, 3)},
  };
}

std::string verdict_in_markdown(const Verdict& verdict) {
  std::string text = verdict.outcome ? "`" + std::string(to_string(*verdict.outcome)) + "` `" +
                                           std::string(to_string(verdict.code)) + "`"
                                     : "success";
  return text + " | " + std::to_string(verdict.attempts) + " | " + std::to_string(verdict.deliveries);
}

const char* words_for(Meets meets) {
  switch (meets) {
    case Meets::every:
      return "every";
    case Meets::first:
      return "first";
    case Meets::reused:
      return "reused";
  }
  return "";
}

}  // namespace

std::string good_answer() {
  return http_answer(200, good_json());
}

std::string error_answer(const std::string& service_code, const std::string& fields) {
  return http_answer(
      200, R"({"Response":{"Error":{"Code":")" + service_code + R"(","Message":"scripted"},"RequestId":"request-1"}})",
      fields);
}

ConnectionScript good_connection() {
  return {ReadRequest(), Send{good_answer()}, Again()};
}

const std::vector<FaultRow>& fault_matrix() {
  static const std::vector<FaultRow> kRows = [] {
    std::vector<FaultRow> all;
    for (const auto& group :
         {faults_before_sending(), lost_connections(), odd_http(), statuses(), odd_json(), service_errors()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }();
  return kRows;
}

std::string fault_matrix_in_markdown() {
  std::string text =
      "| Fault | Connection | Placing a call | Attempts | Deliveries | Reading | Attempts | Deliveries |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const FaultRow& row : fault_matrix()) {
    text += std::string("| ") + row.does + " | " + words_for(row.meets) + " | " + verdict_in_markdown(row.placing) +
            " | " + verdict_in_markdown(row.reading) + " |\n";
  }
  return text;
}

}  // namespace loopback
}  // namespace tccc
