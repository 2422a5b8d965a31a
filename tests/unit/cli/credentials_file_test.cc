// SPDX-License-Identifier: Apache-2.0
// What is written into the credentials file, and what stays.
#include "cli/credentials_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../key_watch.h"

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Profile profile_of(const std::string& name, const std::string& key, const std::string& region = {}) {
  return {name, "AKIDnew", Secret(key), region};
}

std::string written(std::string_view text, const Profile& profile) {
  const auto result = with_profile(text, profile);
  EXPECT_TRUE(result) << result.error();
  return result ? *result : std::string();
}

TEST(CredentialsFile, AnEmptyFileGetsTheProfile) {
  const std::string key = random_key();
  EXPECT_EQ(written("", profile_of("default", key)), "[default]\nsecret_id = AKIDnew\nsecret_key = " + key + "\n");
}

TEST(CredentialsFile, OtherProfilesAndCommentsStay) {
  const std::string key = random_key();
  const std::string before =
      "# mine\n[default]\nsecret_id = AKIDold\n; why\nsecret_key: old\nextra = 1\n\n[other]\nsecret_id = x\nsecret_key "
      "= y\n";
  EXPECT_EQ(written(before, profile_of("default", key)),
            "# mine\n[default]\nsecret_id = AKIDnew\n; why\nsecret_key = " + key +
                "\nextra = 1\n\n[other]\nsecret_id = x\nsecret_key = y\n");
  EXPECT_EQ(written(before, profile_of("third", key)),
            before + "\n[third]\nsecret_id = AKIDnew\nsecret_key = " + key + "\n");
}

TEST(CredentialsFile, ATokenGoesWithTheKeysItBelongedTo) {
  const std::string after = written("[default]\nsecret_id=a\nsecret_key=b\nToken = old\n[other]\ntoken = stays\n",
                                    profile_of("default", "k"));
  EXPECT_THAT(after, Not(HasSubstr("old")));
  EXPECT_THAT(after, HasSubstr("[other]\ntoken = stays\n"));
}

TEST(CredentialsFile, ATokenStaysWithTheKeysItBelongsTo) {
  const std::string key = random_key();
  const std::string before = "[default]\nsecret_id = \"AKIDnew\"\nsecret_key=" + key + "\ntoken = theirs\n";
  EXPECT_THAT(written(before, profile_of("default", key)), HasSubstr("token = theirs\n"));
  EXPECT_THAT(written(before, profile_of("default", random_key())), Not(HasSubstr("theirs")));
}

TEST(CredentialsFile, AValueMayStandInQuotes) {
  EXPECT_EQ(profile_value("[a]\nregion = \"ap-guangzhou\"\n", "a", "region"), "ap-guangzhou");
  EXPECT_EQ(profile_value("[a]\nregion = 'ap-guangzhou'\n", "a", "region"), "ap-guangzhou");
  EXPECT_EQ(profile_value("[a]\nregion = \"ap'\n", "a", "region"), "\"ap'");
  EXPECT_EQ(profile_value("[a]\nregion = \"\n", "a", "region"), "\"");
}

TEST(CredentialsFile, AByteOrderMarkStaysWhereItIs) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string before = mark + "[default]\nsecret_id = a\nsecret_key = b\nregion = ap-x\n";
  EXPECT_EQ(profile_value(before, "default", "region"), "ap-x");
  EXPECT_EQ(written(before, profile_of("default", "k")),
            mark + "[default]\nsecret_id = AKIDnew\nsecret_key = k\nregion = ap-x\n");
}

TEST(CredentialsFile, ARegionIsAddedReplacedOrLeft) {
  const std::string before = "[default]\nsecret_id=a\nsecret_key=b\n";
  const std::string with_region = written(before, profile_of("default", "k", "ap-guangzhou"));
  EXPECT_EQ(profile_value(with_region, "default", "region"), "ap-guangzhou");
  EXPECT_EQ(written(with_region, profile_of("default", "k")), with_region);
  EXPECT_EQ(profile_value(written(with_region, profile_of("default", "k", "ap-x")), "default", "region"), "ap-x");
  EXPECT_EQ(profile_value(with_region, "other", "region"), "");
}

TEST(CredentialsFile, LineEndsStayAsTheyWere) {
  EXPECT_EQ(written("[default]\r\nsecret_id = a\r\nsecret_key = b\r\n", profile_of("default", "k")),
            "[default]\r\nsecret_id = AKIDnew\r\nsecret_key = k\r\n");
}

TEST(CredentialsFile, AProfileThatStandsTwiceIsRefused) {
  EXPECT_FALSE(with_profile("[default]\nsecret_id=a\n[default]\nsecret_id=b\n", profile_of("default", "k")));
}

TEST(CredentialsFile, HasKeysWhereSomebodyMeantToSetThemUp) {
  const char* const names[] = {"TENCENTCLOUD_CREDENTIALS_FILE", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"};
  std::map<std::string, std::string> before;
  for (const char* name : names) {
    if (const char* value = getenv(name)) before[name] = value;
    unsetenv(name);
  }
  const std::string path = ::testing::TempDir() + "tccc-local-" + random_key();
  setenv(names[0], path.c_str(), 1);
  EXPECT_FALSE(has_local_keys()) << "a file that is named, but not there";
  const auto has_keys_in = [&path](const char* text) {
    std::ofstream(path) << text;
    return has_local_keys();
  };
  for (const char* none : {"", "\n# none\n; here\n", "[staging]\nsecret_id=\n", "\xEF\xBB\xBF[staging]\nx\n"}) {
    EXPECT_FALSE(has_keys_in(none)) << none;
  }
  for (const char* some : {"[default]", "[staging]\n[ default ]\r\n", "secret_id=", "[staging\n", "[a]\n[default\n"}) {
    EXPECT_TRUE(has_keys_in(some)) << some;
  }
  EXPECT_FALSE(has_keys_in(""));
  setenv(names[1], "AKID", 1);
  EXPECT_TRUE(has_local_keys()) << "a key without its other half";
  std::filesystem::remove(path);
  for (const char* name : names) unsetenv(name);
  for (const auto& [name, value] : before) setenv(name.c_str(), value.c_str(), 1);
}

class WrittenFile : public ::testing::Test {
 protected:
  WrittenFile() {
    std::string name = ::testing::TempDir() + "tccc-configure-XXXXXX";
    directory_ = ::mkdtemp(name.data());
  }
  ~WrittenFile() override { std::filesystem::remove_all(directory_); }

  static std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  std::string directory_;
};

TEST_F(WrittenFile, IsReadableByItsOwnerAloneInADirectoryOfItsOwn) {
  const std::string path = directory_ + "/new/credentials";
  const Profile profile = profile_of("default", random_key());
  ASSERT_FALSE(write_credentials_file(path, written("", profile), profile));
  struct stat status = {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  ASSERT_EQ(::stat((directory_ + "/new").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  const auto keys = file_credentials({path, "default"})->credentials();
  ASSERT_TRUE(keys) << keys.error();
  EXPECT_EQ(keys->secret_key, profile.secret_key);
}

TEST_F(WrittenFile, CanBeNamedFromTheCurrentDirectory) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory_);
  const Profile profile = profile_of("default", random_key());
  EXPECT_FALSE(write_credentials_file("credentials", written("", profile), profile));
  std::filesystem::current_path(before);
  EXPECT_THAT(text_of(directory_ + "/credentials"), HasSubstr("AKIDnew"));
}

TEST_F(WrittenFile, ReplacesWhatALinkEndsAtAndKeepsTheLink) {
  const std::string target = directory_ + "/target";
  const std::string link = directory_ + "/link";
  std::ofstream(target) << "[default]\nsecret_id=a\nsecret_key=b\n";
  ASSERT_EQ(::symlink(target.c_str(), link.c_str()), 0);
  const Profile profile = profile_of("default", random_key());
  ASSERT_FALSE(write_credentials_file(link, written(text_of(link), profile), profile));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_THAT(text_of(target), HasSubstr("AKIDnew"));
}

TEST_F(WrittenFile, IsLeftAloneWhenTheProfileCouldNotBeReadBack) {
  const std::string path = directory_ + "/credentials";
  std::ofstream(path) << "as it was";
  const Profile profile = profile_of("default", random_key());
  const auto error = write_credentials_file(path, "[default]\nsecret_id = AKIDnew\n", profile);
  ASSERT_TRUE(error);
  expect_no_key(error->to_string());
  EXPECT_TRUE(write_credentials_file(path, written("", profile_of("default", "other")), profile));
  EXPECT_EQ(text_of(path), "as it was");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory_), {}), 1);
}

TEST_F(WrittenFile, IsWrittenByOneAtATime) {
  const std::string path = directory_ + "/credentials";
  const Profile profile = profile_of("default", random_key());
  const int other = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_GE(other, 0);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const auto refused = write_profile(path, profile, std::chrono::milliseconds(0));
  ASSERT_TRUE(refused);
  EXPECT_THAT(refused->message(), HasSubstr("credentials.lock"));
  EXPECT_FALSE(std::filesystem::exists(path));
  ::close(other);
  EXPECT_FALSE(write_profile(path, profile, std::chrono::milliseconds(0)));
  EXPECT_THAT(text_of(path), HasSubstr("AKIDnew"));
  struct stat status = {};
  ASSERT_EQ(::stat((path + ".lock").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(WrittenFile, IsNotLockedThroughALink) {
  const std::string path = directory_ + "/credentials";
  ASSERT_EQ(::symlink((directory_ + "/elsewhere").c_str(), (path + ".lock").c_str()), 0);
  EXPECT_TRUE(write_profile(path, profile_of("default", random_key())));
  EXPECT_FALSE(std::filesystem::exists(directory_ + "/elsewhere"));
}

}  // namespace
}  // namespace tccc::cli
