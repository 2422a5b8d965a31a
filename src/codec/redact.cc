// SPDX-License-Identifier: Apache-2.0
// Keeps what a request holds out of texts that others wrote.
#include "codec/redact.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/extra_json.h"
#include "tccc/phone_number.h"
#include "tccc/result.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kShortestSecret = 4;  // shorter ones would blot out harmless text
constexpr std::size_t kShortestUnknown = 8;
constexpr std::size_t kShortestText = 16;  // prompts, greetings, addresses; not names of voices and languages

// How a value is found and what stands in its place.
enum class Sort : std::uint8_t {
  secret,  // anywhere, also inside of longer words
  word,    // where it is no part of a longer word
  phone,   // anywhere, masked as numbers are
};

// A value of the request that the text quotes; seen where it stands in the text, so that no value is copied.
struct Quote {
  std::string_view value;
  Sort sort;
};

bool is_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Whether a word goes on across the end of the first text.
bool is_one_word(std::string_view before, std::string_view after) {
  return !before.empty() && !after.empty() && is_of_word(before.back()) && is_of_word(after.front());
}

std::size_t find_quote(std::string_view text, const Quote& quote, std::size_t from) {
  std::size_t at = text.find(quote.value, from);
  while (quote.sort == Sort::word && at != std::string_view::npos &&
         (is_one_word(text.substr(0, at), quote.value) ||
          is_one_word(quote.value, text.substr(at + quote.value.size())))) {
    at = text.find(quote.value, at + 1);
  }
  return at;
}

void replace_all(std::string& text, const Quote& quote) {
  std::size_t at = find_quote(text, quote, 0);
  if (at == std::string::npos) return;
  const std::string shown = quote.sort == Sort::phone ? masked_phone(quote.value) : std::string("***");
  std::string replaced;
  replaced.reserve(text.size());
  std::size_t done = 0;
  for (; at != std::string::npos; at = find_quote(text, quote, done)) {
    replaced.append(text, done, at - done).append(shown);
    done = at + quote.value.size();
  }
  replaced.append(text, done, std::string::npos);
  text = std::move(replaced);
}

// Looks for every value of a request in a text.
class QuoteSearch {
 public:
  explicit QuoteSearch(std::string_view text) : text_(text) {}

  void members(const StructInfo& info, const void* request);
  std::vector<Quote> quotes() && { return std::move(quotes_); }

 private:
  void single(const Field& field, const void* value);
  void text(const Field& field, std::string_view own);
  void json_texts(std::string_view json);
  void phone(std::string_view own);
  void look_for(std::string_view value, Sort sort) {
    const std::size_t at = find_quote(text_, {value, sort}, 0);
    if (at != std::string_view::npos) quotes_.push_back({text_.substr(at, value.size()), sort});
  }

  std::string_view text_;
  std::vector<Quote> quotes_;
};

void QuoteSearch::members(const StructInfo& info, const void* request) {
  for (const Field& field : info) {
    const void* value = field.find(request);
    if (value == nullptr) continue;
    if (field.kind == Kind::extra) {
      json_texts(*static_cast<const std::string*>(value));
    } else if (field.kind == Kind::group) {
      members(*field.type, value);
    } else if (field.kind == Kind::choice) {
      const Alternative& active = field.choice->alternatives[field.choice->index(value)];
      if (active.type != nullptr) members(*active.type, field.choice->active(value));
    } else if (field.list != nullptr) {
      const std::size_t size = field.list->size(value);
      for (std::size_t i = 0; i < size; ++i) single(field, field.list->at(value, i));
    } else {
      single(field, value);
    }
  }
}

void QuoteSearch::single(const Field& field, const void* value) {
  if (field.kind == Kind::object) return members(*field.type, value);
  if (field.kind == Kind::secret) {
    const std::string_view own = static_cast<const Secret*>(value)->reveal();
    if (own.size() >= kShortestSecret) look_for(own, Sort::secret);
    json_texts(own);  // a vendor's configuration may be one secret with many in it
  } else if (field.kind == Kind::text) {
    text(field, *static_cast<const std::string*>(value));
  }
}

void QuoteSearch::text(const Field& field, std::string_view own) {
  if (field.is_phone) return phone(own);
  if (field.is_personal || field.is_private) {
    // It may be a token as well as "true", "name" or "call". A short one is hidden as a word of its own only: a message
    // stays readable without a word, but not with holes in the middle of others. What is longer is hidden anywhere.
    if (own.size() >= kShortestSecret) look_for(own, own.size() < kShortestUnknown ? Sort::word : Sort::secret);
  } else if (own.size() >= kShortestText) {
    look_for(own, Sort::secret);
  }
  if (field.is_json_text) json_texts(own);
}

// What nobody knows may be a key or a number.
void QuoteSearch::json_texts(std::string_view json) {
  if (json.find('{') == std::string_view::npos) return;
  for (const std::string& own : extra_json_texts(json)) {
    if (own.size() >= kShortestUnknown) look_for(own, Sort::secret);
  }
}

// A service may spell a number otherwise than the request: as it is dialled, internationally, or at home.
void QuoteSearch::phone(std::string_view own) {
  if (own.size() < kShortestSecret) return;
  look_for(own, Sort::phone);
  constexpr std::string_view kHomeCountry = "86";
  Result<PhoneNumber> number = PhoneNumber::parse(own, kHomeCountry);
  if (!number) number = PhoneNumber::parse("+" + std::string(own));
  if (!number) {
    constexpr std::string_view kInternational = "00";
    if (own.substr(0, kInternational.size()) != kInternational || own.size() < 9) return;
    return look_for(own.substr(kInternational.size()), Sort::phone);
  }
  const std::string e164 = number->e164();
  const std::string_view dialled = number->canonical();
  const std::string_view country = number->country_code();
  constexpr std::size_t kShortestNumber = 7;
  for (const std::string_view spelling :
       {dialled, std::string_view(e164), dialled.substr(2), std::string_view(e164).substr(1),
        dialled.substr(2 + country.size()), std::string_view(e164).substr(1 + country.size())}) {
    if (spelling.size() >= kShortestNumber) look_for(spelling, Sort::phone);
  }
}

}  // namespace

void hide_secret(std::string_view secret, std::string& text) {
  if (secret.size() >= kShortestSecret) replace_all(text, {secret, Sort::secret});
}

void hide_request_values(const StructInfo& info, const void* request, std::string& text) {
  QuoteSearch search(text);
  search.members(info, request);
  std::vector<Quote> quotes = std::move(search).quotes();
  if (quotes.empty()) return;
  // The longest first, since it is no longer found once something in it is hidden: a prompt that names the callee, a
  // key that begins as another does.
  std::sort(quotes.begin(), quotes.end(), [](const Quote& left, const Quote& right) {
    return left.value.size() != right.value.size() ? left.value.size() > right.value.size() : left.sort < right.sort;
  });
  std::string hidden = text;
  for (const Quote& quote : quotes) replace_all(hidden, quote);
  text = std::move(hidden);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
