// SPDX-License-Identifier: Apache-2.0
// Keeps what a request holds out of texts that others wrote.
#include "codec/redact.h"

#include <string>
#include <string_view>

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

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// What nobody knows may be a key or a number.
void hide_json_texts(std::string_view json, std::string& text) {
  if (json.find('{') == std::string_view::npos) return;
  for (const std::string& own : extra_json_texts(json)) {
    if (own.size() >= kShortestUnknown) replace_all(text, own, "***");
  }
}

// A service may spell a number otherwise than the request: as it is dialled, internationally, or at home.
void hide_phone(std::string_view own, std::string& text) {
  if (own.size() < kShortestSecret) return;
  replace_all(text, own, masked_phone(own));
  constexpr std::string_view kHomeCountry = "86";
  Result<PhoneNumber> number = PhoneNumber::parse(own, kHomeCountry);
  if (!number) number = PhoneNumber::parse("+" + std::string(own));
  if (!number) {
    constexpr std::string_view kInternational = "00";
    if (own.substr(0, kInternational.size()) != kInternational || own.size() < 9) return;
    return replace_all(text, own.substr(kInternational.size()), masked_phone(own.substr(kInternational.size())));
  }
  const std::string e164 = number->e164();
  const std::string_view dialled = number->canonical();
  const std::string_view country = number->country_code();
  constexpr std::size_t kShortestNumber = 7;
  for (const std::string_view spelling :
       {dialled, std::string_view(e164), dialled.substr(2), std::string_view(e164).substr(1),
        dialled.substr(2 + country.size()), std::string_view(e164).substr(1 + country.size())}) {
    if (spelling.size() >= kShortestNumber) replace_all(text, spelling, masked_phone(spelling));
  }
}

void hide_value(const Field& field, const void* value, std::string& text) {
  if (field.kind == Kind::object) return hide_request_values(*field.type, value, text);
  if (field.kind == Kind::secret) {
    const std::string_view own = static_cast<const Secret*>(value)->reveal();
    hide_secret(own, text);
    hide_json_texts(own, text);  // a vendor's configuration may be one secret with many in it
  } else if (field.kind == Kind::text) {
    const std::string_view own = *static_cast<const std::string*>(value);
    if (field.is_phone) return hide_phone(own, text);
    if (own.size() >= kShortestText) replace_all(text, own, "***");
    if (field.is_json_text) hide_json_texts(own, text);
  }
}

}  // namespace

void hide_secret(std::string_view secret, std::string& text) {
  if (secret.size() >= kShortestSecret) replace_all(text, secret, "***");
}

void hide_request_values(const StructInfo& info, const void* request, std::string& text) {
  for (const Field& field : info) {
    const void* value = field.find(request);
    if (value == nullptr) continue;
    if (field.kind == Kind::extra) {
      hide_json_texts(*static_cast<const std::string*>(value), text);
    } else if (field.kind == Kind::group) {
      hide_request_values(*field.type, value, text);
    } else if (field.kind == Kind::choice) {
      const Alternative& active = field.choice->alternatives[field.choice->index(value)];
      if (active.type != nullptr) hide_request_values(*active.type, field.choice->active(value), text);
    } else if (field.list != nullptr) {
      const std::size_t size = field.list->size(value);
      for (std::size_t i = 0; i < size; ++i) hide_value(field, field.list->at(value, i), text);
    } else {
      hide_value(field, value, text);
    }
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
