// SPDX-License-Identifier: Apache-2.0
// Translates libcurl's result codes into ours.
#include "transport/curl_result.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr ErrorCode classify_before_sending(CURLcode result) noexcept {
  switch (result) {
    case CURLE_OK:
      return ErrorCode::ok;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return ErrorCode::name_resolution_failed;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return ErrorCode::connect_failed;
    case CURLE_PROXY:
    // TLS handshakes have codes of their own, so before the request only a proxy is written to and read from.
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
      return ErrorCode::proxy_failed;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED:
      return ErrorCode::tls_failed;
    case CURLE_OPERATION_TIMEDOUT:
      return ErrorCode::deadline_exceeded;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return ErrorCode::invalid_argument;
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
      return ErrorCode::resources_exhausted;
    default:
      return ErrorCode::transport_failed;
  }
}

constexpr ErrorCode classify_after_sending(CURLcode result) noexcept {
  switch (result) {
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // an HTTP/0.9 answer
    case CURLE_BAD_CONTENT_ENCODING:
      return ErrorCode::invalid_response;
    case CURLE_FILESIZE_EXCEEDED:
      return ErrorCode::response_too_large;
    case CURLE_PARTIAL_FILE:
    case CURLE_ABORTED_BY_CALLBACK:  // the send fence
    case CURLE_SEND_FAIL_REWIND:     // a replay that libcurl could not even prepare
    case CURLE_URL_MALFORMAT:
      return ErrorCode::connection_lost;
    default:
      break;
  }
  switch (const ErrorCode code = classify_before_sending(result)) {
    case ErrorCode::name_resolution_failed:
    case ErrorCode::connect_failed:
    case ErrorCode::proxy_failed:
    case ErrorCode::tls_failed:
      return ErrorCode::connection_lost;
    default:
      return code;
  }
}

}  // namespace

ErrorCode classify_curl_result(CURLcode result, bool request_left) noexcept {
  return request_left ? classify_after_sending(result) : classify_before_sending(result);
}

bool is_final_curl_result(CURLcode result) noexcept {
  switch (result) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return true;
    default:
      return false;
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
