// SPDX-License-Identifier: Apache-2.0
// Keeps what a request holds out of texts that others wrote.
#include "codec/redact.h"

#include <string>
#include <string_view>

#include "codec/extra_json.h"
#include "tccc/phone_number.h"
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

void hide_value(const Field& field, const void* value, std::string& text) {
  if (field.kind == Kind::object) return hide_request_values(*field.type, value, text);
  if (field.kind == Kind::secret) {
    hide_secret(static_cast<const Secret*>(value)->reveal(), text);
  } else if (field.kind == Kind::text) {
    const std::string_view own = *static_cast<const std::string*>(value);
    if (field.is_phone && own.size() >= kShortestSecret) {
      replace_all(text, own, masked_phone(own));
      // The service may quote a number without the international prefix, or as one of its own country.
      for (const std::string_view prefix : {"00", "0086"}) {
        if (own.size() <= prefix.size() + 6 || own.substr(0, prefix.size()) != prefix) continue;
        const std::string_view rest = own.substr(prefix.size());
        replace_all(text, rest, masked_phone(rest));
      }
    } else if (own.size() >= kShortestText) {
      replace_all(text, own, "***");
    }
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
      // What nobody knows may be a key or a number.
      for (const std::string& own : extra_json_texts(*static_cast<const std::string*>(value))) {
        if (own.size() >= kShortestUnknown) replace_all(text, own, "***");
      }
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
