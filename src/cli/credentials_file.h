// SPDX-License-Identifier: Apache-2.0
// Writes a profile of the credentials file that the SDKs of Tencent Cloud share.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "tccc/credentials.h"
#include "tccc/result.h"

namespace tccc::cli {

/// A profile as it is to be: what other profiles hold stays as it is.
struct Profile {
  std::string name = {};
  std::string secret_id = {};
  Secret secret_key = {};
  std::string region = {};  ///< Empty: as it stands in the file.
};

/// The text with the profile in it. Comments, blank lines, other profiles and other names stay where they are; a token
/// of the profile goes with the keys it belongs to, where they are replaced. invalid_argument when the profile stands
/// twice.
Result<std::string> with_profile(std::string_view text, const Profile& profile);

/// The value of a name in a profile, without quotes around it; empty where there is none.
std::string profile_value(std::string_view text, std::string_view profile, std::string_view name);

/// The region of a profile, in the file that there is. `default` stands for an empty name, unless the keys are those of
/// the environment.
std::string configured_region(const std::string& profile);

/// Whether keys are set up on this machine, be they right or wrong: in the environment, or in the credentials file for
/// who names no profile.
bool has_local_keys();

/// Where the file is, or is to be written: invalid_argument when neither variable nor home directory says.
Result<std::string> credentials_file_path();

/// The text of the file; empty when there is none. invalid_argument when it cannot be read, or is no credentials file.
Result<Secret> read_credentials_file(const std::string& path);

/// Puts the text in place of the file in one step, readable by its owner alone, and makes its directory. Before that it
/// is read back: the profile has to give these keys.
std::optional<Error> write_credentials_file(const std::string& path, std::string_view text, const Profile& profile);

/// Puts a profile into the file as it is now. Programs that do so at a time take turns; invalid_argument when the turn
/// does not come within the time.
std::optional<Error> write_profile(const std::string& path, const Profile& profile,
                                   std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace tccc::cli
