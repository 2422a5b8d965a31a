// SPDX-License-Identifier: Apache-2.0
// Answers of the service as JSON that can be shown.
#pragma once

#include <string>
#include <string_view>

namespace tccc::cli {

/// The JSON text on one line, or indented; phone numbers masked unless they are wanted whole. Numbers are known by the
/// names of their members, spelt and typed in any way, and by their international prefix; also in JSON inside a string.
/// Text that is no JSON is given as it stands.
std::string shown_json(std::string_view json, bool has_whole_numbers, bool is_indented);

/// The same with the id of the request as last member.
std::string shown_json(std::string_view json, std::string_view request_id, bool has_whole_numbers, bool is_indented);

}  // namespace tccc::cli
