// SPDX-License-Identifier: Apache-2.0
// Keeps what a request holds out of texts that others wrote.
#pragma once

#include <string>
#include <string_view>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Replaces in `text` every secret, personal, private and longer text of the request by `***` and every phone number by
/// its masked form: a service may quote a parameter in its error message, and that message goes to logs. Where one
/// value holds another, the longer one is replaced.
void hide_request_values(const StructInfo& info, const void* request, std::string& text);

/// Replaces one secret in `text` by `***`; one that is too short to tell from harmless text is left.
void hide_secret(std::string_view secret, std::string& text);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
