// SPDX-License-Identifier: Apache-2.0
// `tccc configure`, with a file of its own.
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../key_watch.h"
#include "cli/program.h"

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ConfigureVerb : public ::testing::Test {
 protected:
  ConfigureVerb() {
    std::string name = ::testing::TempDir() + "tccc-configure-XXXXXX";
    directory_ = ::mkdtemp(name.data());
    path_ = directory_ + "/credentials";
    if (const char* before = ::getenv(kVariable)) before_ = before;
    ::setenv(kVariable, path_.c_str(), 1);
  }
  ~ConfigureVerb() override {
    std::filesystem::remove_all(directory_);
    before_ ? ::setenv(kVariable, before_->c_str(), 1) : ::unsetenv(kVariable);
  }

  int run(const std::vector<std::string>& arguments, const std::string& input, bool is_terminal = false) {
    return run(arguments, input, is_terminal, is_terminal);
  }

  int run(std::vector<std::string> arguments, const std::string& input, bool is_in_terminal, bool is_err_terminal) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{in, out, err, static_credentials({})};
    environment.is_in_terminal = is_in_terminal;
    environment.is_err_terminal = is_err_terminal;
    environment.read_hidden_line = [this] { return hidden_; };
    arguments.insert(arguments.begin(), "configure");
    const int status = cli::run(arguments, environment);
    out_ = out.str();
    err_ = err.str();
    expect_no_key(out_);
    expect_no_key(err_);
    return status;
  }

  Result<Credentials> keys(const std::string& profile = "default") const {
    return file_credentials({path_, profile})->credentials();
  }

  static constexpr const char* kVariable = "TENCENTCLOUD_CREDENTIALS_FILE";
  std::string directory_;
  std::string path_;
  std::optional<std::string> before_;
  std::optional<Secret> hidden_;
  std::string out_;
  std::string err_;
};

TEST_F(ConfigureVerb, AsksAtATerminalAndDoesNotShowTheKey) {
  hidden_ = Secret(random_key());
  EXPECT_EQ(run({}, "AKIDabcdefghijkl\nap-guangzhou\n", true), 0) << err_;
  ASSERT_TRUE(keys()) << keys().error();
  EXPECT_EQ(keys()->secret_id, "AKIDabcdefghijkl");
  EXPECT_EQ(keys()->secret_key, *hidden_);
  EXPECT_THAT(err_, HasSubstr("secret key, not shown: "));
  EXPECT_THAT(out_, HasSubstr("AKID****ijkl"));
}

TEST_F(ConfigureVerb, ReadsTheKeyHiddenWhereTheQuestionsGoToAFile) {
  hidden_ = Secret(random_key());
  EXPECT_EQ(run({}, "AKIDabcdefghijkl\n", true, false), 0) << err_;
  ASSERT_TRUE(keys()) << keys().error();
  EXPECT_EQ(keys()->secret_key, *hidden_);
  EXPECT_THAT(err_, Not(HasSubstr("secret key")));
}

TEST_F(ConfigureVerb, KeepsTheTokenOfKeysThatStay) {
  std::ofstream(path_) << "[default]\nsecret_id = AKIDabcdefghijkl\nsecret_key = " << random_key()
                       << "\ntoken = tccc-token\n";
  hidden_ = Secret();
  EXPECT_EQ(run({}, "\nap-guangzhou\n", true), 0) << err_;
  ASSERT_TRUE(keys()) << keys().error();
  EXPECT_EQ(keys()->token, Secret("tccc-token"));
  hidden_ = Secret(random_key());
  EXPECT_EQ(run({}, "\n\n", true), 0) << err_;
  ASSERT_TRUE(keys()) << keys().error();
  EXPECT_TRUE(keys()->token.empty());
}

TEST_F(ConfigureVerb, AnEmptyAnswerKeepsWhatThereIs) {
  const std::string key = random_key();
  std::ofstream(path_) << "[default]\nsecret_id = AKIDabcdefghijkl\nsecret_key = " << key << "\n";
  hidden_ = Secret();
  EXPECT_EQ(run({}, "\n\n", true), 0) << err_;
  EXPECT_THAT(err_, HasSubstr("secret id [AKID****ijkl]: "));
  EXPECT_EQ(keys()->secret_key, Secret(key));
  // The old key is none of a new id.
  EXPECT_EQ(run({}, "AKIDother\n\n", true), 2);
  EXPECT_EQ(keys()->secret_id, "AKIDabcdefghijkl");
}

TEST_F(ConfigureVerb, TakesItsAnswersFromStandardInputInAScript) {
  const std::string key = random_key();
  EXPECT_EQ(run({"--profile", "staging"}, "AKIDs\n" + key + "\r\n"), 0) << err_;
  EXPECT_EQ(keys("staging")->secret_key, Secret(key));
  const std::string other = random_key();
  EXPECT_EQ(run({"--secret-id", "AKIDt", "--secret-key-file", "-", "--profile", "two"}, other + "\n"), 0) << err_;
  EXPECT_EQ(keys("two")->secret_key, Secret(other));
  EXPECT_EQ(keys("staging")->secret_key, Secret(key));
}

TEST_F(ConfigureVerb, ADryRunWritesNothing) {
  EXPECT_EQ(run({"--dry-run"}, "AKIDs\n" + random_key() + "\n"), 0) << err_;
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ConfigureVerb, RefusesWhatIsNoKeyAndWritesNothing) {
  for (const char* input : {"", "AKID\n", "AK ID\nkey\n", "AKID\nk ey\n", "AKID\n\n"}) {
    EXPECT_EQ(run({}, input), 2) << input;
  }
  EXPECT_EQ(run({"--profile", "a]b"}, "AKID\nkey\n"), 2);
  EXPECT_EQ(run({"--secret-key-file", "-"}, "key\n"), 2);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace tccc::cli
