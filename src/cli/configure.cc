// SPDX-License-Identifier: Apache-2.0
// `tccc configure`: the keys of a profile, into the credentials file.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "cli/credentials_file.h"
#include "cli/input_file.h"
#include "cli/place_call.h"
#include "cli/print_result.h"
#include "cli/shown_text.h"
#include "cli/verbs.h"

namespace tccc::cli {
namespace {

bool is_one_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_profile_name(std::string_view text) {
  return is_one_word(text) && text.find_first_of("[]#;\"'") == std::string_view::npos;
}

class Questions {
 public:
  explicit Questions(const Environment& environment) : environment_(environment) {}

  /// Whether somebody sees the questions.
  bool has_reader() const { return environment_.is_in_terminal && environment_.is_err_terminal; }

  /// A line of standard input; none at its end.
  std::optional<std::string> ask(const std::string& question) const {
    prompt(question);
    std::string line;
    if (!std::getline(environment_.in, line)) return {};
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
  }

  std::optional<Secret> ask_secretly(const std::string& question) const {
    if (environment_.is_in_terminal && environment_.read_hidden_line) {
      prompt(question);
      return environment_.read_hidden_line();
    }
    auto line = ask(question);
    if (!line) return {};
    const Secret secret(*line);
    std::fill(line->begin(), line->end(), '\0');
    return secret;
  }

 private:
  void prompt(const std::string& question) const {
    if (has_reader()) environment_.err << question << ": " << std::flush;
  }

  const Environment& environment_;
};

/// The key of a file whose end may be a line end.
Result<Secret> read_key_file(const Configure& command, const Environment& environment) {
  auto text = read_input(command.secret_key_file, environment.in, "--secret-key-file");
  if (!text) return text.error();
  Secret key(std::string_view(*text).substr(0, text->find_last_not_of("\r\n") + 1));
  std::fill(text->begin(), text->end(), '\0');
  return key;
}

Result<std::string> choose_id(const Configure& command, const Questions& questions, const Credentials& before) {
  if (!command.secret_id.empty()) return command.secret_id;
  if (command.secret_key_file == "-") return usage_error("--secret-id", "is needed where the key is read from -");
  const std::string kept = before.secret_id.empty() ? "" : " [" + shortened_id(before.secret_id) + "]";
  const auto answer = questions.ask("secret id" + kept);
  if (answer && !answer->empty()) return *answer;
  if (answer && !before.secret_id.empty()) return before.secret_id;
  return usage_error("--secret-id", "is needed: the console shows it under Access Management, API keys");
}

Result<Secret> choose_key(const Configure& command, const Environment& environment, const Questions& questions,
                          const Credentials& before, const std::string& id) {
  if (!command.secret_key_file.empty()) return read_key_file(command, environment);
  const bool can_be_kept = !before.secret_key.empty() && before.secret_id == id;
  const auto answer =
      questions.ask_secretly(can_be_kept ? "secret key, not shown [as it is]" : "secret key, not shown");
  if (answer && !answer->empty()) return *answer;
  if (answer && can_be_kept) return before.secret_key;
  return usage_error("secret key", "is needed: on standard input, or in the file of --secret-key-file");
}

Result<Profile> choose(const GlobalOptions& global, const Configure& command, const Environment& environment,
                       const std::string& path, const Secret& text) {
  Profile profile;
  profile.name = global.profile.empty() ? "default" : global.profile;
  if (!is_profile_name(profile.name)) return usage_error("--profile", "must be a name without blanks and brackets");
  Credentials before;
  if (const auto keys = file_credentials({path, profile.name})->credentials()) before = *keys;

  const Questions questions(environment);
  const auto id = choose_id(command, questions, before);
  if (!id) return id.error();
  if (!is_one_word(*id)) return usage_error("--secret-id", "holds a blank or a byte that no key has");
  const auto key = choose_key(command, environment, questions, before, *id);
  if (!key) return key.error();
  if (!is_one_word(key->reveal())) return usage_error("secret key", "is empty, or holds a blank or a byte no key has");
  profile.secret_id = *id;
  profile.secret_key = *key;
  profile.region = global.region;
  if (profile.region.empty() && questions.has_reader()) {
    const std::string region = profile_value(text.reveal(), profile.name, "region");
    profile.region =
        questions.ask(region.empty() ? "region, not needed" : "region [" + shown_text(region) + "]").value_or("");
  }
  if (!profile.region.empty() && !is_one_word(profile.region)) {
    return usage_error("--region", "holds a blank or a byte that no region has");
  }
  return profile;
}

}  // namespace

ExitStatus configure(const GlobalOptions& global, const Configure& command, const Environment& environment) {
  const auto path = credentials_file_path();
  if (!path) return fail(global, environment, path.error());
  const auto before = read_credentials_file(*path);
  if (!before) return fail(global, environment, before.error());
  const auto profile = choose(global, command, environment, *path, *before);
  if (!profile) return fail(global, environment, profile.error());
  if (global.dry_run) {
    const auto after = with_profile(before->reveal(), *profile);
    if (!after) return fail(global, environment, after.error());
  } else if (const auto error = write_profile(*path, *profile)) {
    return fail(global, environment, *error);
  }
  if (global.output == OutputFormat::json) {
    print_json(environment.out, {{"Path", *path},
                                 {"Profile", profile->name},
                                 {"SecretId", shortened_id(profile->secret_id)},
                                 {"Written", global.dry_run ? "no" : "yes"}});
  } else {
    environment.out << (global.dry_run ? "would write" : "wrote") << " profile [" << profile->name << "] with "
                    << shortened_id(profile->secret_id) << " to " << shown_text(*path) << '\n';
    if (!global.dry_run) environment.err << "next: `tccc doctor` tries the keys\n";
  }
  return ExitStatus::done;
}

}  // namespace tccc::cli
