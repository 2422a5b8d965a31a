// SPDX-License-Identifier: Apache-2.0
// Described structs to JSON text.
#pragma once

#include <string>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Appends the JSON object of a struct to `out`, in the order of the field list. The struct has passed validate().
void encode(const StructInfo& info, const void* object, std::string& out);

/// The same with secrets as `***`, phone numbers masked, and the values of unknown parameters (which may be anything)
/// hidden, as shown_json() writes it. Takes any struct, valid or not.
void encode_redacted(const StructInfo& info, const void* object, std::string& out);

/// As encode() and encode_redacted(), with `[]` for each empty list of the struct itself: whoever asked for a list
/// looks for its name.
void encode_answer(const StructInfo& info, const void* object, std::string& out);
void encode_redacted_answer(const StructInfo& info, const void* object, std::string& out);

/// Appends the JSON text that stands inside the wrapper field of a choice whose active alternative is wrapped.
void encode_wrapped(const ChoiceInfo& choice, const void* value, std::string& out);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
