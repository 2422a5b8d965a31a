// SPDX-License-Identifier: Apache-2.0
// JSON text to described structs, by parse events: no document tree, no recursion on input.
#include "codec/decode.h"

#include <algorithm>
#include <bitset>
#include <utility>
#include <vector>

#include "codec/describe.h"
#include "codec/encode.h"
#include "codec/find_member.h"
#include "codec/json_reader.h"
#include "codec/json_writer.h"
#include "codec/scalar_value.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// `Error` of an answer.
struct ServiceFault {
  std::string code = {};
  std::string message = {};
};

}  // namespace

template <>
struct Describe<ServiceFault> {
  static constexpr std::array fields{field<&ServiceFault::code>("Code"), field<&ServiceFault::message>("Message")};
  static constexpr StructInfo info = describe<ServiceFault>("Error", fields);
};

namespace {

constexpr std::size_t kMostMembers = 128;  // of one struct, groups included; describes no limit of the service

// Receives the events of a reading.
class Decoder final : public JsonEvents {
 public:
  /// With `unread`, reads loosely.
  Decoder(const StructInfo& info, void* object, UnknownMembers unknown, EnvelopeHead* head,
          std::vector<std::string>* unread = nullptr)
      : root_info_(info), root_(object), unknown_(unknown), head_(head), unread_(unread) {
    frames_.reserve(4);
  }

  bool open(char bracket) override;
  bool close(char bracket) override;
  bool key(std::string_view name) override;
  bool scalar(const JsonScalar& value) override;

  /// Completes what was read; to be called once, after the parser.
  std::optional<DecodeFault> finish();

 private:
  struct Frame {
    enum class Type : std::uint8_t { envelope, object, list } type = Type::object;
    const StructInfo* info = nullptr;
    void* object = nullptr;       // of a list: the list
    const Field* list = nullptr;  // of a list: the field it belongs to
    std::string_view name = {};   // for paths; empty for the root, the response and elements of lists
    bool is_element = false;
    bool is_response = false;
    std::size_t index = 0;  // of the element; of a list: of its next element
    std::bitset<kMostMembers> seen = {};
  };

  // What the value after a key is for.
  enum class Use : std::uint8_t { skip, capture, store, choose, response, error, request_id };

  struct ChoiceMember {
    const Field* field;
    void* value;
    std::string_view name;
    std::string text;
  };

  bool known_member(const JsonScalar& value);
  void loose_member(const Field& field, const JsonScalar& value);
  void element(Frame& list, const JsonScalar& value);
  bool has_room_for_element();
  void descend(const StructInfo& info, void* object, std::string_view name);
  void resolve_choices(const StructInfo& info, void* object);
  void resolve(const Field& field, void* value);
  bool read_wrapped(const ChoiceInfo& choice, void* value, const std::string& text);
  void set_members(const Field& field, void* value, const StructInfo& info, void* alternative);
  const std::string* member_text(const void* value, std::string_view name) const;
  bool note_choice_member(const void* value, std::string_view name);
  void capture(std::string_view token);
  void capture_scalar(const JsonScalar& value);
  std::string path(std::string_view name = {}) const;
  void fail(DecodeFault::Kind kind, std::string field) {
    // The first fault counts; but one that leaves the rest readable yields to one that makes all of it doubtful.
    const bool is_grave = kind == DecodeFault::Kind::duplicate || kind == DecodeFault::Kind::not_object;
    if (!fault_ || (is_grave && fault_->kind == DecodeFault::Kind::wrong_type)) {
      fault_ = DecodeFault{kind, std::move(field)};
    }
  }

  /// A member or element whose type does not fit.
  void misfit(std::string where) {
    if (unread_ == nullptr) return fail(DecodeFault::Kind::wrong_type, std::move(where));
    if (unread_->size() < kMostUnread) unread_->push_back(std::move(where));
  }

  const StructInfo& root_info_;
  void* root_;
  UnknownMembers unknown_;
  EnvelopeHead* head_;
  std::vector<std::string>* unread_;
  std::size_t loose_elements_ = 0;
  ServiceFault service_fault_;
  std::vector<Frame> frames_;
  std::vector<ChoiceMember> choice_members_;
  std::vector<std::pair<const void*, std::string_view>> choice_keys_;  // whatever their values are
  std::string captured_;
  std::size_t ignored_depth_ = 0;  // containers open inside a value that is skipped or captured
  Use use_ = Use::skip;
  Found found_;
  std::optional<DecodeFault> fault_;
};

std::string Decoder::path(std::string_view name) const {
  std::string made;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!made.empty()) made.push_back('.');
    made.append(part);
  };
  for (const Frame& frame : frames_) {
    add(frame.name);
    if (frame.is_element) made.append("[").append(std::to_string(frame.index)).append("]");
  }
  add(name);
  return made;
}

bool Decoder::key(std::string_view name) {
  if (ignored_depth_ > 0) {
    if (use_ == Use::capture) {
      std::string quoted;
      JsonWriter(quoted).text(name);
      capture(quoted);
      captured_.push_back(':');
    }
    return true;
  }
  Frame& frame = frames_.back();
  use_ = Use::skip;
  if (frame.type == Frame::Type::envelope) {
    if (name != "Response") return true;
    if (head_->has_response) fail(DecodeFault::Kind::duplicate, "Response");
    use_ = Use::response;
    return true;
  }
  if (frame.is_response && name == "Error") {
    if (head_->has_error) fail(DecodeFault::Kind::duplicate, "Error");
    use_ = Use::error;
    return true;
  }
  found_ = {};
  std::size_t number = 0;
  if (find_member(*frame.info, frame.object, name, number, found_)) {
    const bool was_seen = found_.in_choice ? !note_choice_member(found_.field->place(found_.owner), found_.name)
                                           : found_.number < kMostMembers && frame.seen.test(found_.number);
    if (was_seen) fail(DecodeFault::Kind::duplicate, path(name));
    if (!found_.in_choice && found_.number < kMostMembers) frame.seen.set(found_.number);
    use_ = found_.in_choice ? Use::choose : Use::store;
    if (frame.is_response && name == "RequestId") use_ = Use::request_id;
    return true;
  }
  if (unknown_ == UnknownMembers::ignored || (head_ != nullptr && !frame.is_response)) return true;
  const bool is_outermost = frame.is_response || frames_.size() == 1;
  if (unknown_ == UnknownMembers::kept && is_outermost && find_extra(*frame.info) != nullptr) {
    use_ = Use::capture;
    std::string quoted;
    JsonWriter(quoted).text(name);
    if (captured_.empty()) captured_.push_back('{');
    capture(quoted);
    captured_.push_back(':');
    return true;
  }
  fail(DecodeFault::Kind::unknown, path(name));
  return true;
}

bool Decoder::scalar(const JsonScalar& value) {
  if (frames_.empty()) {
    fail(DecodeFault::Kind::not_object, {});
    return false;
  }
  if (ignored_depth_ > 0) {
    if (use_ == Use::capture) capture_scalar(value);
    return true;
  }
  Frame& frame = frames_.back();
  if (frame.type == Frame::Type::list) {
    element(frame, value);
    return true;
  }
  switch (use_) {
    case Use::skip:
      return true;
    case Use::capture:
      capture_scalar(value);
      return true;
    case Use::response:
      fail(DecodeFault::Kind::not_object, "Response");
      return true;
    case Use::error:
      if (value.type != JsonScalar::Type::null) fail(DecodeFault::Kind::wrong_type, "Error");
      return true;
    case Use::request_id:
      if (value.type == JsonScalar::Type::text) head_->request_id.assign(value.text);
      return known_member(value);
    case Use::store:
    case Use::choose:
      return known_member(value);
  }
  return true;
}

bool Decoder::has_room_for_element() {
  return unread_ == nullptr || loose_elements_++ < kMostLooseElements;
}

void Decoder::element(Frame& list, const JsonScalar& value) {
  const std::size_t index = list.index++;
  const Kind kind = list.list->kind;
  bool is_stored = false;
  if (unread_ == nullptr) {
    is_stored = store(kind, list.list->list->append(list.object), value);
  } else {
    std::string room;
    const auto meant = read_loosely(kind, value, room);
    is_stored = meant && has_room_for_element() && store(kind, list.list->list->append(list.object), *meant);
  }
  if (!is_stored) misfit(path() + "[" + std::to_string(index) + "]");
}

// Makes no room for a value before it is known to fit: an optional that is there means that the service sent one.
void Decoder::loose_member(const Field& field, const JsonScalar& value) {
  if (value.type == JsonScalar::Type::text && value.text.empty() && !is_text(field.kind)) return;
  std::int64_t integer = 0;
  if (field.has_none && to_integer_from_text(value, integer) && integer == field.none) return;
  std::string room;
  const auto meant = read_loosely(field.kind, value, room);
  if (field.list != nullptr || !meant || !store(field.kind, field.place(found_.owner), *meant)) {
    misfit(path(field.name));
  }
}

bool Decoder::known_member(const JsonScalar& value) {
  if (value.type == JsonScalar::Type::null) return true;
  if (found_.in_choice) {
    if (value.type != JsonScalar::Type::text) {
      fail(DecodeFault::Kind::wrong_type, path(found_.name));
    } else {
      choice_members_.push_back(
          {found_.field, found_.field->place(found_.owner), found_.name, std::string(value.text)});
    }
    return true;
  }
  const Field& field = *found_.field;
  if (unread_ != nullptr) {
    loose_member(field, value);
    return true;
  }
  if (field.has_none && is_none(field, value)) return true;
  if (field.list != nullptr || !store(field.kind, field.place(found_.owner), value)) {
    fail(DecodeFault::Kind::wrong_type, path(field.name));
  }
  return true;
}

void Decoder::descend(const StructInfo& info, void* object, std::string_view name) {
  Frame frame;
  frame.info = &info;
  frame.object = object;
  frame.name = name;
  frames_.push_back(frame);
}

bool Decoder::open(char bracket) {
  if (frames_.size() + ignored_depth_ >= kMostNesting) {
    fault_ = DecodeFault{DecodeFault::Kind::too_deep, {}};
    return false;
  }
  if (ignored_depth_ > 0) {
    if (use_ == Use::capture) capture(std::string_view(&bracket, 1));
    ++ignored_depth_;
    return true;
  }
  const bool is_object = bracket == '{';
  if (frames_.empty()) {
    if (!is_object) {
      fail(DecodeFault::Kind::not_object, {});
      return false;
    }
    descend(root_info_, root_, {});
    if (head_ != nullptr) frames_.back().type = Frame::Type::envelope;
    return true;
  }
  Frame& frame = frames_.back();
  if (frame.type == Frame::Type::list) {
    const std::size_t index = frame.index++;
    if (is_object && frame.list->kind == Kind::object && has_room_for_element()) {
      const StructInfo& element = *frame.list->type;
      descend(element, frame.list->list->append(frame.object), {});
      frames_.back().is_element = true;
      frames_.back().index = index;
    } else {
      misfit(path() + "[" + std::to_string(index) + "]");
      use_ = Use::skip;
      ignored_depth_ = 1;
    }
    return true;
  }
  switch (use_) {
    case Use::response:
      if (is_object && !head_->has_response) {
        head_->has_response = true;
        descend(root_info_, root_, {});
        frames_.back().is_response = true;
        return true;
      }
      fail(DecodeFault::Kind::not_object, "Response");
      break;
    case Use::error:
      if (is_object && !head_->has_error) {
        head_->has_error = true;
        descend(Describe<ServiceFault>::info, &service_fault_, "Error");
        return true;
      }
      fail(DecodeFault::Kind::wrong_type, "Error");
      break;
    case Use::store:
    case Use::request_id: {
      const Field& field = *found_.field;
      if (is_object && field.kind == Kind::object && field.list == nullptr) {
        descend(*field.type, field.place(found_.owner), field.name);
        return true;
      }
      if (!is_object && field.list != nullptr) {
        descend(root_info_, field.place(found_.owner), field.name);
        frames_.back().type = Frame::Type::list;
        frames_.back().list = &field;
        return true;
      }
      misfit(path(field.name));
      break;
    }
    case Use::choose:
      fail(DecodeFault::Kind::wrong_type, path(found_.name));
      break;
    case Use::capture:
      capture(std::string_view(&bracket, 1));
      ignored_depth_ = 1;
      return true;
    case Use::skip:
      break;
  }
  use_ = Use::skip;
  ignored_depth_ = 1;
  return true;
}

bool Decoder::close(char bracket) {
  if (ignored_depth_ > 0) {
    if (use_ == Use::capture) captured_.push_back(bracket);
    --ignored_depth_;
    return true;
  }
  const Frame frame = frames_.back();
  if (frame.type == Frame::Type::object) resolve_choices(*frame.info, frame.object);
  frames_.pop_back();
  return true;
}

// Members of a std::variant may come in any order, so they are gathered first and read when their object is complete.
void Decoder::resolve_choices(const StructInfo& info, void* object) {
  for (const Field& field : info) {
    if (field.kind == Kind::group) resolve_choices(*field.type, field.place(object));
    if (field.kind == Kind::choice) resolve(field, field.place(object));
  }
}

const std::string* Decoder::member_text(const void* value, std::string_view name) const {
  const auto found = std::find_if(choice_members_.begin(), choice_members_.end(), [&](const ChoiceMember& member) {
    return member.value == value && member.name == name;
  });
  return found == choice_members_.end() ? nullptr : &found->text;
}

// False: the member of this std::variant was there before.
bool Decoder::note_choice_member(const void* value, std::string_view name) {
  const std::pair<const void*, std::string_view> key(value, name);
  if (std::find(choice_keys_.begin(), choice_keys_.end(), key) != choice_keys_.end()) return false;
  choice_keys_.push_back(key);
  return true;
}

void Decoder::set_members(const Field& field, void* value, const StructInfo& info, void* alternative) {
  for (const ChoiceMember& member : choice_members_) {
    if (member.field != &field || member.value != value) continue;
    for (const Field& own : info) {
      if (own.name != member.name) continue;
      JsonScalar scalar;
      scalar.type = JsonScalar::Type::text;
      scalar.text = member.text;
      if (!store(own.kind, own.place(alternative), scalar)) fail(DecodeFault::Kind::wrong_type, path(own.name));
    }
  }
}

void Decoder::resolve(const Field& field, void* value) {
  const ChoiceInfo& choice = *field.choice;
  const std::string* wrapper = choice.wrapper.empty() ? nullptr : member_text(value, choice.wrapper);
  const bool has_wrapper = wrapper != nullptr && !wrapper->empty();
  const std::string* tag = choice.wrapper.empty() ? member_text(value, choice.tag) : nullptr;

  std::size_t chosen = choice.size;
  for (std::size_t i = 0; i < choice.size; ++i) {
    const Alternative& alternative = choice.alternatives[i];
    if (alternative.form != Alternative::Form::flat) continue;
    if (!alternative.tag_value.empty()) {
      if (tag != nullptr && *tag == alternative.tag_value) chosen = i;
      continue;
    }
    if (chosen != choice.size) continue;
    // The untagged alternative: takes any other tag where there is one, else needs one of its own members.
    bool has_own_member = choice.wrapper.empty();
    for (const Field& own : *alternative.type) {
      const std::string* text = member_text(value, own.name);
      has_own_member = has_own_member || (text != nullptr && !text->empty());
    }
    if (has_own_member) chosen = i;
  }
  if (has_wrapper && chosen != choice.size) {
    const Alternative& flat = choice.alternatives[chosen];
    return fail(DecodeFault::Kind::contradiction, path(flat.type->fields[0].name) + " and " + path(choice.wrapper));
  }
  if (has_wrapper) {
    if (!read_wrapped(choice, value, *wrapper)) fail(DecodeFault::Kind::wrong_type, path(choice.wrapper));
    return;
  }
  if (chosen == choice.size) return;
  set_members(field, value, *choice.alternatives[chosen].type, choice.emplace(value, chosen));
}

// A vendor's text becomes a typed alternative only if that alternative would write the very same text; otherwise it is
// kept raw, so that nothing a person put there is lost or respelt.
bool Decoder::read_wrapped(const ChoiceInfo& choice, void* value, const std::string& text) {
  std::size_t raw = choice.size;
  for (std::size_t i = 0; i < choice.size; ++i) {
    const Alternative& alternative = choice.alternatives[i];
    if (alternative.form == Alternative::Form::raw) raw = i;
    if (alternative.form != Alternative::Form::wrapped) continue;
    void* made = choice.emplace(value, i);
    if (decode(*alternative.type, text, UnknownMembers::ignored, made)) continue;
    std::string written;
    encode_wrapped(choice, value, written);
    if (written == text) return true;
  }
  if (raw == choice.size) return false;
  JsonScalar scalar;
  scalar.type = JsonScalar::Type::text;
  scalar.text = text;
  const Field& own = choice.alternatives[raw].type->fields[0];
  return store(own.kind, own.place(choice.emplace(value, raw)), scalar);
}

void Decoder::capture(std::string_view token) {
  const char last = captured_.empty() ? '{' : captured_.back();
  if (last != '{' && last != '[' && last != ':') captured_.push_back(',');
  captured_.append(token);
}

void Decoder::capture_scalar(const JsonScalar& value) {
  std::string token;
  JsonWriter writer(token);
  switch (value.type) {
    case JsonScalar::Type::null:
      writer.raw("null");
      break;
    case JsonScalar::Type::boolean:
      writer.boolean(value.boolean);
      break;
    case JsonScalar::Type::negative:
      if (value.negative == 0) writer.raw("-");
      writer.integer(value.negative);
      break;
    case JsonScalar::Type::natural:
      writer.natural(value.natural);
      break;
    case JsonScalar::Type::real:
      writer.raw(value.text);
      break;
    case JsonScalar::Type::text:
      writer.text(value.text);
      break;
  }
  capture(token);
}

std::optional<DecodeFault> Decoder::finish() {
  if (head_ != nullptr) {
    head_->code = std::move(service_fault_.code);
    head_->message = std::move(service_fault_.message);
  }
  if (fault_) return std::move(fault_);
  if (!captured_.empty()) {
    captured_.push_back('}');
    *static_cast<std::string*>(find_extra(root_info_)->place(root_)) = std::move(captured_);
  }
  return {};
}

std::optional<DecodeFault> run(Decoder& decoder, std::string_view json) {
  const JsonEnd end = read_json(json, decoder);
  std::optional<DecodeFault> fault = decoder.finish();
  // Outweighs what was found in the part that could be read.
  if (end == JsonEnd::malformed) return DecodeFault{DecodeFault::Kind::not_json, {}};
  return fault;
}

}  // namespace

std::optional<DecodeFault> decode(const StructInfo& info, std::string_view json, UnknownMembers unknown, void* object) {
  Decoder decoder(info, object, unknown, nullptr);
  return run(decoder, json);
}

std::optional<DecodeFault> decode_answer(const StructInfo& info, std::string_view json, EnvelopeHead& head,
                                         void* object) {
  const auto unknown = find_extra(info) == nullptr ? UnknownMembers::ignored : UnknownMembers::kept;
  Decoder decoder(info, object, unknown, &head);
  return run(decoder, json);
}

std::optional<DecodeFault> decode_loosely(const StructInfo& info, std::string_view json,
                                          std::vector<std::string>& unread, void* object) {
  Decoder decoder(info, object, UnknownMembers::ignored, nullptr, &unread);
  return run(decoder, json);
}

std::string_view explain(DecodeFault::Kind kind) noexcept {
  switch (kind) {
    case DecodeFault::Kind::not_json:
      return "is not complete JSON text in UTF-8";
    case DecodeFault::Kind::not_object:
      return "is not a JSON object";
    case DecodeFault::Kind::too_deep:
      return "is nested too deeply";
    case DecodeFault::Kind::duplicate:
      return "stands twice";
    case DecodeFault::Kind::wrong_type:
      return "is of the wrong type or out of its type's range";
    case DecodeFault::Kind::unknown:
      return "is not a documented parameter";
    case DecodeFault::Kind::contradiction:
      return "exclude each other";
  }
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
