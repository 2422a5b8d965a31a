// SPDX-License-Identifier: Apache-2.0
// docs/reference/fields.md, from the field lists of all actions and pushes.
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/action.h"
#include "model/push.h"
#include "pages.h"

namespace {

using tccc::detail::Action;
using tccc::detail::Alternative;
using tccc::detail::ChoiceInfo;
using tccc::detail::Field;
using tccc::detail::Kind;
using tccc::detail::StructInfo;

constexpr std::string_view kFieldPageHead =
    R"(<!-- Written by `cmake --build <folder> --target docs_tables`; a test compares. -->
# Fields

Every parameter of every action, as the service spells it and as the struct does. Members of a group are written with
its name before them, `welcome.message`. A parameter that is not required is an empty `std::optional`, text or list when
it is not sent; in an answer so is everything that the service leaves out.

- **Type**: times are `tccc::TimePoint` or, in milliseconds on the wire, `tccc::PreciseTimePoint`; durations are of
  `std::chrono`. The unit is that of the wire.
- **Marks**: *secret* is a `tccc::Secret`; *personal* and *phone number* are hidden in `redacted_response_json` and
  `redacted_request_json`; *private* is shown there. All four are hidden where a message of the service quotes them.
  *China site* is unknown to the international site.

)";

/// Names of members, by the C++ type they belong to, in the order of its field list.
class MemberNames {
 public:
  explicit MemberNames(const std::string& model_dir) {
    for (const auto& entry : std::filesystem::directory_iterator(model_dir)) {
      std::ifstream file(entry.path(), std::ios::binary);
      read({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    }
  }

  /// The member's name; of types that are listed by templates none.
  std::string of(const StructInfo& info, std::size_t index) const {
    const auto type = types_.find(std::string(info.name));
    if (type == types_.end()) throw std::runtime_error("no source describes " + std::string(info.name));
    const auto members = members_.find(type->second);
    if (members == members_.end()) return {};
    if (members->second.size() != info.size) {
      throw std::runtime_error(std::string(info.name) + ": the source names another number of members");
    }
    return members->second[index];
  }

 private:
  void read(const std::string& source) {
    constexpr std::string_view kEntry = "<&";
    for (std::size_t at = source.find(kEntry); at != std::string::npos; at = source.find(kEntry, at + 1)) {
      const std::size_t colons = source.find("::", at);
      const std::size_t end = source.find('>', at);
      if (colons == std::string::npos || end == std::string::npos || colons > end) continue;
      const std::string owner = source.substr(at + 2, colons - at - 2);
      members_[owner].push_back(source.substr(colons + 2, end - colons - 2));
    }
    // describe<T>("Name", ...)
    constexpr std::string_view kTable = "describe<";
    for (std::size_t at = source.find(kTable); at != std::string::npos; at = source.find(kTable, at + 1)) {
      const std::size_t end = source.find('>', at);
      const std::size_t quote = source.find('"', end);
      const std::size_t last = source.find('"', quote + 1);
      if (last == std::string::npos) continue;
      const std::size_t start = at + kTable.size();
      types_[source.substr(quote + 1, last - quote - 1)] = source.substr(start, end - start);
    }
  }

  std::map<std::string, std::vector<std::string>> members_;  // by C++ type
  std::map<std::string, std::string> types_;                 // C++ type by documented name
};

std::string as_text(double number) {
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, result.ptr};
}

std::string scalar_name(const Field& field) {
  const std::string unit = field.unit.empty() ? std::string() : " (" + std::string(field.unit) + ")";
  switch (field.kind) {
    case Kind::boolean:
      return "boolean";
    case Kind::integer:
      return "integer" + unit;
    case Kind::natural:
      return "integer, not negative" + unit;
    case Kind::number:
      return "number" + unit;
    case Kind::milliseconds:
    case Kind::seconds:
    case Kind::fractional_seconds:
      return "duration" + unit;
    case Kind::unix_seconds:
    case Kind::unix_milliseconds:
      return "time" + unit;
    case Kind::unix_seconds_text:
      return "time, as text" + unit;
    case Kind::text:
    case Kind::secret:
      return "text";
    case Kind::object:
    case Kind::group:
    case Kind::choice:
    case Kind::extra:
      break;
  }
  return {};
}

void add_mark(std::string& marks, std::string_view mark) {
  if (!marks.empty()) marks += ", ";
  marks += mark;
}

std::string marks_of(const Field& field, bool is_of_request) {
  std::string marks;
  if (field.is_required && is_of_request) add_mark(marks, "required");
  if (field.is_secret) add_mark(marks, "secret");
  if (field.is_phone) add_mark(marks, "phone number");
  if (field.is_personal) add_mark(marks, "personal");
  if (field.is_private) add_mark(marks, "private");
  if (field.is_json_text) add_mark(marks, "JSON text");
  if (field.is_china_only) add_mark(marks, "China site");
  if (field.is_deprecated) add_mark(marks, "deprecated");
  return marks;
}

std::string values_of(const Field& field) {
  std::string values;
  for (std::size_t i = 0; i < field.known.size; ++i) {
    values += (i == 0 ? "`" : ", `") + std::string(field.known.values[i]) + "`";
  }
  if (field.has_least && field.has_most) {
    values += as_text(field.least) + " to " + as_text(field.most);
  } else if (field.has_least) {
    values += "from " + as_text(field.least);
  } else if (field.has_most) {
    values += "to " + as_text(field.most);
  }
  if (field.most_items != 0) values += "; at most " + std::to_string(field.most_items);
  if (!field.fallback.empty()) values += (values.empty() ? "default " : "; default ") + std::string(field.fallback);
  return values;
}

class FieldPage {
 public:
  explicit FieldPage(const std::string& model_dir) : names_(model_dir) {}

  std::string make() {
    page_ = kFieldPageHead;
    for (const Action* action : tccc::detail::all_actions()) one_action(*action);
    page_ += "## Pushes\n\nWhat the service sends by itself, see [the guide](../guide/push.md).\n\n";
    for (const tccc::detail::PushKind& push : tccc::detail::all_pushes()) {
      page_.append("`action=").append(push.action).append("`: `tccc::").append(push.info->name).append("`\n\n");
      table(*push.info, false);
    }
    page_ += "## Types\n\n";
    for (const auto& [name, type] : types_) {
      page_ += "### " + name + "\n\n";
      table(*type.info, type.is_of_request);
    }
    return page_;
  }

 private:
  struct Type {
    const StructInfo* info;
    bool is_of_request;
  };

  void one_action(const Action& action) {
    page_.append("## ").append(action.name).append("\n\n");
    page_ += action.places_call     ? "Places calls: never repeated once it may have arrived.\n\n"
             : action.is_idempotent ? "Repeated freely.\n\n"
                                    : "Never repeated once it may have arrived.\n\n";
    page_.append("`tccc::").append(action.request->name).append("`\n\n");
    table(*action.request, true);
    page_.append("`tccc::").append(action.response->name).append("`\n\n");
    table(*action.response, false);
  }

  void table(const StructInfo& info, bool is_of_request) {
    page_ += "| Parameter | Member | Type | Marks | Values | Meaning |\n|---|---|---|---|---|---|\n";
    rows(info, {}, is_of_request);
    page_ += '\n';
  }

  void rows(const StructInfo& info, const std::string& above, bool is_of_request) {
    for (std::size_t i = 0; i < info.size; ++i) {
      const Field& field = info.fields[i];
      const std::string name = above + names_.of(info, i);
      if (field.kind == Kind::group) {
        rows(*field.type, name + ".", is_of_request);
      } else if (field.kind == Kind::choice) {
        choice(field, name);
      } else if (field.kind == Kind::extra) {
        row("", name, "JSON object", "", "", "Parameters newer than the library.");
      } else {
        row(field.name, name, type_of(field, is_of_request), marks_of(field, is_of_request), values_of(field),
            field.about);
      }
    }
  }

  std::string type_of(const Field& field, bool is_of_request) {
    std::string type = scalar_name(field);
    if (field.kind == Kind::object) {
      const std::string name(field.type->name);
      std::string anchor;
      for (const char c : name) anchor += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      type = "[" + name + "](#" + anchor + ")";
      if (types_.emplace(name, Type{field.type, is_of_request}).second) gather(*field.type, is_of_request);
    }
    return field.list == nullptr ? type : "list of " + type;
  }

  void gather(const StructInfo& info, bool is_of_request) {
    for (const Field& field : info) {
      if (field.kind == Kind::object) type_of(field, is_of_request);
    }
  }

  // One row for each parameter that an alternative may leave, whichever it is.
  void choice(const Field& field, const std::string& name) {
    const ChoiceInfo& choice = *field.choice;
    std::map<std::string_view, bool> seen;
    std::string tags;
    for (std::size_t i = 0; i < choice.size; ++i) {
      const Alternative& alternative = choice.alternatives[i];
      if (!alternative.tag_value.empty()) {
        tags += (tags.empty() ? "`" : ", `") + std::string(alternative.tag_value) + "`";
      }
    }
    if (choice.wrapper.empty()) {
      row(choice.tag, name, "text", "required", tags, "Protocol: the alternative of the variant.");
      seen[choice.tag] = true;
    }
    for (std::size_t i = 0; i < choice.size; ++i) {
      const Alternative& alternative = choice.alternatives[i];
      if (alternative.form == Alternative::Form::wrapped) {
        types_.emplace(std::string(alternative.type->name), Type{alternative.type, true});
      }
      if (alternative.form != Alternative::Form::flat) continue;
      for (const Field& own : *alternative.type) {
        if (!std::exchange(seen[own.name], true)) {
          row(own.name, name, scalar_name(own), marks_of(own, choice.wrapper.empty()), values_of(own), own.about);
        }
      }
    }
    if (!choice.wrapper.empty()) {
      std::string marks = "secret, JSON text";
      if (field.is_china_only) marks += ", China site";
      row(choice.wrapper, name, "text", marks, std::string(choice.tag) + " " + tags, choice.about);
    }
  }

  void row(std::string_view wire, const std::string& member, const std::string& type, const std::string& marks,
           const std::string& values, std::string_view meaning) {
    page_ += "| ";
    if (!wire.empty()) page_.append("`").append(wire).append("`");
    page_.append(" | ");
    if (!member.empty()) page_.append("`").append(member).append("`");
    page_.append(" | ").append(type).append(" | ").append(marks).append(" | ").append(values);
    page_.append(" | ").append(meaning).append(" |\n");
  }

  MemberNames names_;
  std::map<std::string, Type> types_;
  std::string page_;
};

}  // namespace

std::string make_field_page(const std::string& model_dir) {
  return FieldPage(model_dir).make();
}
