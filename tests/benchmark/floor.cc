// SPDX-License-Identifier: Apache-2.0
// The least that has to be done for a call.
#include "floor.h"

#include <array>
#include <cstring>

#include <openssl/evp.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tccc::benchmarks {
namespace {

using Digest = std::array<unsigned char, 32>;

// All the rest of the typical body: it needs no escape, and a hand-written encoder would know.
const std::string kRest(900, 'r');

void append_escaped(std::string& out, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control);
    const __m128i special =
        _mm_or_si128(control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    const int mask = _mm_movemask_epi8(special);
    const int plain = mask == 0 ? 16 : __builtin_ctz(static_cast<unsigned>(mask));
    out.append(at, static_cast<std::size_t>(plain));
    at += plain;
    if (mask == 0) continue;
    out += '\\';
    out += *at == '\n' ? 'n' : *at;
    ++at;
  }
#endif
  for (; at != end; ++at) {
    if (*at == '"' || *at == '\\' || *at == '\n') out += '\\';
    out += *at == '\n' ? 'n' : *at;
  }
}

void append_hex(std::string& out, const Digest& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

}  // namespace

struct Floor::Contexts {
  EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  std::array<unsigned char, 64> inner{};
  std::array<unsigned char, 64> outer{};

  ~Contexts() {
    EVP_MD_CTX_free(digest);
    EVP_MD_free(sha256);
  }

  Digest hash(std::string_view first, std::string_view second = {}) {
    Digest out{};
    EVP_DigestInit_ex2(digest, sha256, nullptr);
    EVP_DigestUpdate(digest, first.data(), first.size());
    if (!second.empty()) EVP_DigestUpdate(digest, second.data(), second.size());
    EVP_DigestFinal_ex(digest, out.data(), nullptr);
    return out;
  }
};

Floor::Floor(std::string_view prompt) : prompt_(prompt), contexts_(std::make_unique<Contexts>()) {
  contexts_->inner.fill(0x36);
  contexts_->outer.fill(0x5c);
  body_.reserve(8192);
  canonical_.reserve(2048);
}

Floor::~Floor() = default;

std::string_view Floor::signed_request() {
  const auto text = [](const auto& bytes) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  body_.assign("{\"SystemPrompt\":\"");
  append_escaped(body_, prompt_);
  body_ += "\",";
  body_ += kRest;
  body_ += '}';

  canonical_.assign(
      "POST\n/\n\ncontent-type:application/json\nhost:ccc.tencentcloudapi.com\nx-tc-action:createaicall\n\n"
      "content-type;host;x-tc-action\n");
  append_hex(canonical_, contexts_->hash(body_));
  const Digest request = contexts_->hash(canonical_);
  canonical_.assign("TC3-HMAC-SHA256\n1735689600\n2025-01-01/ccc/tc3_request\n");
  append_hex(canonical_, request);
  const Digest inner = contexts_->hash(text(contexts_->inner), canonical_);
  const Digest mac = contexts_->hash(text(contexts_->outer), text(inner));
  canonical_.assign("TC3-HMAC-SHA256 Credential=AKID/2025-01-01/ccc/tc3_request, Signature=");
  append_hex(canonical_, mac);
  return canonical_;
}

}  // namespace tccc::benchmarks
