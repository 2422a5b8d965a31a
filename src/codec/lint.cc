// SPDX-License-Identifier: Apache-2.0
// Advice about a request: documented ranges and names from the field lists, then the request's own cross-field rules.
#include "tccc/lint.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "codec/json_reader.h"
#include "codec/walk_path.h"
#include "model/action.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

std::string as_text(double number) {
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, result.ptr};
}

// The value as a number, for comparing with a range.
std::optional<double> number_of(const Field& field, const void* value) {
  switch (field.kind) {
    case Kind::integer:
      return static_cast<double>(*static_cast<const std::int64_t*>(value));
    case Kind::natural:
      return static_cast<double>(*static_cast<const std::uint64_t*>(value));
    case Kind::number:
      return *static_cast<const double*>(value);
    case Kind::milliseconds:
      return static_cast<double>(static_cast<const std::chrono::milliseconds*>(value)->count());
    case Kind::seconds:
      return static_cast<double>(static_cast<const std::chrono::seconds*>(value)->count());
    case Kind::fractional_seconds:
      return static_cast<const std::chrono::duration<double>*>(value)->count();
    default:
      return {};
  }
}

bool is_duration(Kind kind) {
  return kind == Kind::milliseconds || kind == Kind::seconds || kind == Kind::fractional_seconds;
}

class Linter {
 public:
  Linter(const LintContext& context, std::vector<LintFinding>& findings) : context_(context), findings_(findings) {}

  void members(const StructInfo& info, const void* object, const WalkPath* above) {
    for (const Field& field : info) {
      if (const void* value = field.find(object)) member(field, value, above);
    }
  }

 private:
  void member(const Field& field, const void* value, const WalkPath* above) {
    if (field.kind == Kind::extra) return;
    if (field.kind == Kind::group) return members(*field.type, value, above);
    if (field.kind == Kind::choice) return chosen(field, value, above);
    const WalkPath here{above, field.name};
    if (field.is_deprecated) remark(here, "is deprecated by the service");
    note_site(field, here);
    if (field.list == nullptr) return single(field, value, here);
    const std::size_t size = field.list->size(value);
    if (field.most_items != 0 && size > field.most_items) {
      remark(here, "has " + std::to_string(size) + " entries; the service documents at most " +
                       std::to_string(field.most_items));
    }
    for (std::size_t i = 0; i < size; ++i) single(field, field.list->at(value, i), WalkPath{above, field.name, i});
  }

  void chosen(const Field& field, const void* value, const WalkPath* above) {
    const ChoiceInfo& choice = *field.choice;
    const Alternative& alternative = choice.alternatives[choice.index(value)];
    if (alternative.form == Alternative::Form::nothing) return;
    const WalkPath wrapper{above, choice.wrapper};
    if (alternative.form != Alternative::Form::flat) note_site(field, wrapper);
    if (alternative.form == Alternative::Form::raw) {
      const Field& own = alternative.type->fields[0];
      if (own.find(choice.active(value)) == nullptr) {
        remark(wrapper, "is chosen with an empty text and not sent, as if there were none; give its JSON text");
      }
    }
    members(*alternative.type, choice.active(value), alternative.form == Alternative::Form::wrapped ? &wrapper : above);
  }

  void note_site(const Field& field, const WalkPath& here) {
    if (field.is_china_only && context_.site == Site::international) {
      remark(here, "is not known to the international site, which answers UnknownParameter");
    }
  }

  void single(const Field& field, const void* value, const WalkPath& here) {
    if (field.kind == Kind::object) return members(*field.type, value, &here);
    if (const auto number = number_of(field, value)) return range(field, *number, here);
    if (field.kind != Kind::text && field.kind != Kind::secret) return;
    const std::string_view text = field.kind == Kind::secret
                                      ? static_cast<const Secret*>(value)->reveal()
                                      : std::string_view(*static_cast<const std::string*>(value));
    const KnownTexts& known = field.known;
    if (known.size != 0 && std::find(known.values, known.values + known.size, text) == known.values + known.size) {
      remark(here, "is none of the documented values (their spelling matters, upper and lower case too)");
    }
    if (field.is_json_text && !text.empty() && !is_json(text)) {
      remark(here, "is to hold JSON text and does not");
    }
  }

  void range(const Field& field, double number, const WalkPath& here) {
    const std::string unit = field.unit.empty() ? std::string() : " " + std::string(field.unit);
    if (field.has_least && number < field.least) {
      remark(here, "is below the documented least, " + as_text(field.least) + unit);
    } else if (field.has_most && number > field.most) {
      remark(here, "is above the documented most, " + as_text(field.most) + unit);
    } else if (is_duration(field.kind) && number < 0) {
      remark(here, "is negative");
    }
  }

  void remark(const WalkPath& here, std::string message) { findings_.push_back({here.text(), std::move(message)}); }

  const LintContext& context_;
  std::vector<LintFinding>& findings_;
};

}  // namespace

std::vector<LintFinding> lint_request(const Action& action, const void* request, const LintContext& context) {
  std::vector<LintFinding> findings;
  Linter(context, findings).members(*action.request, request, nullptr);
  if (action.request->advise != nullptr) action.request->advise(request, context, findings);
  return findings;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
