// SPDX-License-Identifier: Apache-2.0
// `extra_json`: a JSON object of parameters that the library has no field for.
#include "codec/extra_json.h"

#include <algorithm>

#include "codec/decode.h"
#include "codec/json_reader.h"
#include "codec/text_check.h"
#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Gathers the names of the outermost members, and the texts if they are wanted.
class NameScan final : public JsonEvents {
 public:
  explicit NameScan(bool gathers_texts = false) : gathers_texts_(gathers_texts) {}

  bool open(char bracket) override { return (bracket == '{' || depth_ > 0) && ++depth_ <= kMostNesting; }
  bool close(char /*bracket*/) override {
    --depth_;
    return true;
  }
  bool key(std::string_view name) override {
    if (depth_ == 1) names.emplace_back(name);
    return true;
  }
  bool scalar(const JsonScalar& value) override {
    if (gathers_texts_ && depth_ > 0 && value.type == JsonScalar::Type::text) texts.emplace_back(value.text);
    return depth_ > 0;
  }

  std::vector<std::string> names;
  std::vector<std::string> texts;

 private:
  bool gathers_texts_;
  std::size_t depth_ = 0;
};

bool is_documented(const StructInfo& info, std::string_view name) {
  return std::any_of(info.begin(), info.end(), [&](const Field& field) {
    if (field.kind == Kind::group) return is_documented(*field.type, name);
    if (field.kind != Kind::choice) return !field.name.empty() && field.name == name;
    const ChoiceInfo& choice = *field.choice;
    if (name == (choice.wrapper.empty() ? choice.tag : choice.wrapper)) return true;
    return std::any_of(choice.alternatives, choice.alternatives + choice.size, [&](const Alternative& alternative) {
      return alternative.form == Alternative::Form::flat && is_documented(*alternative.type, name);
    });
  });
}

}  // namespace

std::string_view extra_json_members(std::string_view json) noexcept {
  json = trimmed(json, kTextBlanks);
  if (json.size() < 2 || json.front() != '{' || json.back() != '}') return {};
  return trimmed(json.substr(1, json.size() - 2), kTextBlanks);
}

std::vector<std::string> extra_json_names(std::string_view json) {
  NameScan scan;
  read_json(json, scan);
  return std::move(scan.names);
}

std::vector<std::string> extra_json_texts(std::string_view json) {
  NameScan scan(true);
  read_json(json, scan);
  return std::move(scan.texts);
}

std::optional<ExtraFault> check_extra_json(const StructInfo& owner, std::string_view json) {
  if (trimmed(json, kTextBlanks).empty()) return {};
  NameScan scan;
  const bool is_object = read_json(json, scan) == JsonEnd::complete;
  // The text is spliced into the request as it stands, so what the reader forgives (a byte order mark) must not be in
  // it.
  if (!is_object || trimmed(json, kTextBlanks).front() != '{' || check_text(json) != TextFault::none) {
    return ExtraFault{"extra_json", "is not a JSON object in UTF-8"};
  }
  std::sort(scan.names.begin(), scan.names.end());
  for (std::size_t i = 0; i < scan.names.size(); ++i) {
    if (is_documented(owner, scan.names[i])) {
      return ExtraFault{scan.names[i],
                        "stands in extra_json, but the request has a field for it; set the field instead"};
    }
    if (i > 0 && scan.names[i] == scan.names[i - 1]) return ExtraFault{scan.names[i], "stands twice in extra_json"};
  }
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
