// SPDX-License-Identifier: Apache-2.0
// Texts of a request, as they can be shown.
#pragma once

#include <string>
#include <string_view>

namespace tccc::cli {

/// The text with phone numbers masked, in whatever words they stand: seven digits or more, with or without + and what
/// may stand between those of a number. Parts of words, such as those of a model, dates and addresses are left.
std::string mask_numbers_in(std::string_view text);

/// The text with user, password, query and fragment of each URL in it as `***`. Of a text that `is_url`, the scheme may
/// be missing.
std::string hide_url_secrets(std::string_view text, bool is_url);

}  // namespace tccc::cli
