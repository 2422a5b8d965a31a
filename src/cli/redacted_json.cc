// SPDX-License-Identifier: Apache-2.0
// Requests of the user's own, as they can be shown.
#include "cli/redacted_json.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/print_result.h"
#include "cli/redacted_text.h"
#include "tccc/phone_number.h"

namespace tccc::cli {
namespace {

using detail::Alternative;
using detail::ChoiceInfo;
using detail::Field;
using detail::Kind;
using detail::StructInfo;
using Json = nlohmann::json;

/// What a value is, by the field lists. Alternatives of a choice may share a name: what hides more counts.
struct Meaning {
  bool is_known = false;
  bool is_hidden = false;
  bool is_phone = false;
  bool is_text = false;
  bool is_json_text = false;
  bool is_list = false;
  const StructInfo* object = nullptr;   // of an object, or of those in a list
  const ChoiceInfo* wrapper = nullptr;  // of JSON text
};

/// Whether a name, in any case, ends so.
bool ends_with(std::string_view name, std::string_view ending) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (name.size() < ending.size()) return false;
  const std::string_view tail = name.substr(name.size() - ending.size());
  return std::equal(tail.begin(), tail.end(), ending.begin(),
                    [lower](char own, char wanted) { return lower(own) == wanted; });
}

void find_meaning(const StructInfo& info, std::string_view name, Meaning& meaning) {
  for (const Field& field : info) {
    if (field.kind == Kind::group) {
      find_meaning(*field.type, name, meaning);
    } else if (field.kind == Kind::choice) {
      const ChoiceInfo& choice = *field.choice;
      meaning.is_known = meaning.is_known || name == (choice.wrapper.empty() ? choice.tag : choice.wrapper);
      if (!choice.wrapper.empty() && name == choice.wrapper) meaning.wrapper = &choice;
      for (std::size_t i = 0; i < choice.size; ++i) {
        const Alternative& alternative = choice.alternatives[i];
        if (alternative.form == Alternative::Form::flat) find_meaning(*alternative.type, name, meaning);
      }
    } else if (field.kind != Kind::extra && field.name == name) {
      meaning.is_known = true;
      meaning.is_hidden = meaning.is_hidden || field.is_secret || field.is_personal;
      meaning.is_phone = meaning.is_phone || field.is_phone;
      meaning.is_text = meaning.is_text || field.kind == Kind::text;
      meaning.is_json_text = meaning.is_json_text || field.is_json_text;
      meaning.is_list = field.list != nullptr;
      if (field.kind == Kind::object) meaning.object = field.type;
    }
  }
}

/// Writes what it reads. Goes down only along the field lists, never along input.
class Redactor final : public nlohmann::json_sax<Json> {
 public:
  /// With `tag`, the name of a member that is known besides.
  Redactor(const StructInfo& info, bool has_whole_numbers, std::string_view tag = {})
      : has_whole_numbers_(has_whole_numbers), tag_(tag) {
    meaning_.is_known = true;
    meaning_.object = &info;
  }

  const std::string& text() const noexcept { return text_; }

  bool null() override { return scalar("null", true); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(Json::number_integer_t value) override { return scalar(std::to_string(value)); }
  bool number_unsigned(Json::number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(Json::number_float_t /*value*/, const std::string& spelling) override { return scalar(spelling); }
  bool string(std::string& value) override;
  bool binary(Json::binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override;
  bool key(std::string& name) override;
  bool end_object() override { return close('}'); }
  bool start_array(std::size_t /*size*/) override;
  bool end_array() override { return close(']'); }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const Json::exception& /*why*/) override {
    return false;
  }

 private:
  struct Frame {
    const StructInfo* object = nullptr;  // null: a list
    Meaning element = {};                // of a list
    bool is_first = true;
  };

  bool is_skipped() const noexcept { return skipped_ > 0; }
  /// What the value is that begins.
  const Meaning& next() const { return is_in_list() ? frames_.back().element : meaning_; }
  bool is_in_list() const { return !frames_.empty() && frames_.back().object == nullptr; }
  bool scalar(std::string_view token, bool is_null = false);
  bool put(std::string_view token);
  bool hide() { return put(json_text(kRedacted)); }
  bool skip();
  bool open(char bracket, Frame frame);
  bool close(char bracket);
  std::string shown(const Meaning& meaning, const std::string& value) const;

  const bool has_whole_numbers_;
  const std::string_view tag_;
  Meaning meaning_;      // of the next value that is a member
  bool is_url_ = false;  // by its name
  bool is_id_ = false;
  std::vector<Frame> frames_;
  std::size_t skipped_ = 0;  // containers open inside a value that is not shown
  std::string text_;
};

/// The text of a wrapper by the alternative that its tag names; all of it is hidden where none is known.
std::string redacted_wrapper(const ChoiceInfo& choice, const std::string& text, bool has_whole_numbers) {
  const Json inner = Json::parse(text, nullptr, false);
  const auto tag = inner.is_object() ? inner.find(choice.tag) : inner.end();
  if (tag == inner.end() || !tag->is_string()) return std::string(kRedacted);
  for (std::size_t i = 0; i < choice.size; ++i) {
    const Alternative& alternative = choice.alternatives[i];
    if (alternative.form != Alternative::Form::wrapped || alternative.tag_value != tag->get<std::string>()) continue;
    Redactor redactor(*alternative.type, has_whole_numbers, choice.tag);
    return Json::sax_parse(text, &redactor) ? redactor.text() : std::string(kRedacted);
  }
  return std::string(kRedacted);
}

/// JSON that a vendor reads, with its names; each text in it may be a key.
std::string redacted_json_text(const std::string& text) {
  constexpr int kMostNesting = 64;
  bool is_whole = true;
  const auto hide_texts = [&is_whole](int depth, Json::parse_event_t event, nlohmann::ordered_json& value) {
    if (depth > kMostNesting) is_whole = false;
    const bool is_text = event == Json::parse_event_t::value && value.is_string();
    if (is_text && !value.get_ref<const std::string&>().empty()) value = std::string(kRedacted);
    return depth <= kMostNesting;
  };
  const auto json = nlohmann::ordered_json::parse(text, hide_texts, false);
  return json.is_discarded() || !is_whole ? std::string(kRedacted) : json.dump();
}

/// Writes a token, after the comma that it takes where it is an element.
bool Redactor::put(std::string_view token) {
  if (is_in_list()) {
    if (!frames_.back().is_first) text_ += ',';
    frames_.back().is_first = false;
  }
  text_ += token;
  return true;
}

bool Redactor::scalar(std::string_view token, bool is_null) {
  if (is_skipped()) return true;
  const Meaning& meaning = next();
  const bool is_shown =
      meaning.is_known &&
      (is_null || !(meaning.is_hidden || meaning.is_phone || meaning.object != nullptr || meaning.wrapper != nullptr));
  return is_shown ? put(token) : hide();
}

bool Redactor::string(std::string& value) {
  if (is_skipped()) return true;
  const Meaning& meaning = next();
  if (!meaning.is_known || meaning.object != nullptr) return hide();
  // That there is nothing is no secret.
  if (meaning.is_hidden) return value.empty() ? put("\"\"") : hide();
  return put(json_text(shown(meaning, value)));
}

std::string Redactor::shown(const Meaning& meaning, const std::string& value) const {
  if (meaning.is_phone) return has_whole_numbers_ ? value : masked_phone(value);
  if (meaning.wrapper != nullptr) return redacted_wrapper(*meaning.wrapper, value, has_whole_numbers_);
  if (!meaning.is_text) return value;  // a time
  if (meaning.is_json_text) return redacted_json_text(value);
  std::string text = hide_url_secrets(value, is_url_);
  return has_whole_numbers_ || is_id_ ? text : mask_numbers_in(text);
}

bool Redactor::skip() {
  skipped_ = 1;
  return hide();
}

bool Redactor::open(char bracket, Frame frame) {
  put(std::string_view(&bracket, 1));
  frames_.push_back(frame);
  return true;
}

bool Redactor::start_object(std::size_t /*size*/) {
  if (is_skipped()) return ++skipped_ > 0;
  const Meaning& meaning = next();
  if (!meaning.is_known || meaning.is_hidden || meaning.is_list || meaning.object == nullptr) return skip();
  return open('{', {meaning.object});
}

bool Redactor::start_array(std::size_t /*size*/) {
  if (is_skipped()) return ++skipped_ > 0;
  const Meaning& meaning = next();
  if (!meaning.is_known || meaning.is_hidden || !meaning.is_list) return skip();
  Frame list;
  list.element = meaning;
  list.element.is_list = false;
  return open('[', list);
}

bool Redactor::key(std::string& name) {
  if (is_skipped()) return true;
  Frame& frame = frames_.back();
  if (!frame.is_first) text_ += ',';
  frame.is_first = false;
  text_ += json_text(name);
  text_ += ':';
  meaning_ = {};
  find_meaning(*frame.object, name, meaning_);
  is_url_ = ends_with(name, "url");
  is_id_ = ends_with(name, "id") || ends_with(name, "ids");
  if (frames_.size() == 1 && !tag_.empty() && name == tag_) meaning_.is_known = true;
  return true;
}

bool Redactor::close(char bracket) {
  if (is_skipped()) {
    --skipped_;
    return true;
  }
  text_ += bracket;
  frames_.pop_back();
  return true;
}

}  // namespace

std::string redacted_json(const StructInfo& request, std::string_view json, bool has_whole_numbers) {
  Redactor redactor(request, has_whole_numbers);
  return Json::sax_parse(json, &redactor) ? redactor.text() : json_text(kRedacted);
}

}  // namespace tccc::cli
