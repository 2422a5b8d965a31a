// SPDX-License-Identifier: Apache-2.0
// Which file is taken, when it is read again, and what is said of one that is wrong.
#include <sys/stat.h>

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "auth_fixture.h"
#include "tccc/credentials.h"

namespace tccc {
namespace {

std::string profile(const Keys& keys, const std::string& name = "default") {
  return "[" + name + "]\nsecret_id=" + keys.id + "\nsecret_key=" + keys.key + "\ntoken=" + keys.token + "\n";
}

class FileCredentials : public ::testing::Test {
 protected:
  std::shared_ptr<CredentialsProvider> make(const std::string& path, const std::string& name = "default") const {
    return file_credentials({path, name}, {clock_, nullptr, log_});
  }

  const CleanEnvironment environment_{};
  const ScratchDirectory directory_{};
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<RecordedLog> log_ = std::make_shared<RecordedLog>();
  const Keys keys_{};
};

TEST_F(FileCredentials, ComeFromTheFileThatTheCallerNames) {
  CleanEnvironment::set("TENCENTCLOUD_CREDENTIALS_FILE", directory_.write("other", profile(Keys())));
  const auto credentials = make(directory_.write("keys", profile(keys_)))->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
}

TEST_F(FileCredentials, ComeFromTheFileThatTheEnvironmentNames) {
  CleanEnvironment::set("TENCENTCLOUD_CREDENTIALS_FILE", directory_.write("keys", profile(keys_)));
  const auto credentials = make({})->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
}

TEST_F(FileCredentials, ComeFromTheHomeDirectoryOtherwise) {
  ASSERT_EQ(mkdir(directory_.file(".tencentcloud").c_str(), 0700), 0);
  directory_.write(".tencentcloud/credentials", profile(keys_, "staging"));
  CleanEnvironment::set("HOME", directory_.file(""));
  CleanEnvironment::set("TENCENTCLOUD_CREDENTIALS_FILE", "");
  const auto credentials = make({}, "staging")->credentials();
  ASSERT_TRUE(credentials) << message_of(credentials);
  EXPECT_TRUE(keys_.equal(*credentials));
}

TEST_F(FileCredentials, SayWhichFileIsNotThere) {
  const auto named = make(directory_.file("none"))->credentials();
  EXPECT_EQ(message_of(named), "credentials file " + directory_.file("none") + " does not exist");
  CleanEnvironment::set("HOME", directory_.file("home"));
  const auto usual = make({}, "staging")->credentials();
  EXPECT_EQ(message_of(usual), "there is no credentials file " + directory_.file("home") +
                                   "/.tencentcloud/credentials or /etc/tencentcloud/credentials; write one with "
                                   "secret_id and secret_key under [staging], readable by its owner alone");
}

TEST_F(FileCredentials, NameFileAndLineOfAFaultAndNeverItsText) {
  const std::string path = directory_.write("keys", profile(keys_) + keys_.key + "\n");
  const auto refused = make(path)->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::credentials_unavailable);
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(refused.error().message(),
            "credentials file " + path + " line 5: is neither a comment, a [profile] nor name = value");
}

TEST_F(FileCredentials, NameTheFieldWhoseTextIsNoKey) {
  const std::string text = "[default]\nsecret_id=" + keys_.id + "\nsecret_key=" + keys_.key + "\x01\n";
  const std::string path = directory_.write("keys", text);
  const auto refused = make(path)->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(refused.error().field(), "secret_key");
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(refused.error().message(),
            "credentials file " + path +
                " line 3: secret_key holds a blank or a byte that no key has; comments need a line of their own");
}

TEST_F(FileCredentials, ShowNoControlBytesOfAPathOrProfile) {
  const auto refused = make(directory_.write("keys", profile(keys_)), "a\x1b[2Jb\n")->credentials();
  ASSERT_FALSE(refused);
  EXPECT_FALSE(contains(refused.error().message(), "\x1b"));
  EXPECT_FALSE(contains(refused.error().message(), "\n"));
}

TEST_F(FileCredentials, AreReadAgainAfterAMinute) {
  const std::string path = directory_.write("keys", profile(keys_));
  const auto provider = make(path);
  ASSERT_TRUE(provider->credentials());
  const Keys next{};
  directory_.write("keys", profile(next));
  clock_->advance(std::chrono::seconds(59));
  EXPECT_TRUE(keys_.equal(*provider->credentials()));
  clock_->advance(std::chrono::seconds(1));
  EXPECT_TRUE(next.equal(*provider->credentials()));
}

TEST_F(FileCredentials, AreReadAgainAfterAMinuteAlthoughTheClockIsSetBack) {
  const auto stepped = std::make_shared<SteppedClock>();
  const auto provider =
      file_credentials({directory_.write("keys", profile(keys_)), "default"}, {stepped, nullptr, nullptr});
  ASSERT_TRUE(provider->credentials());
  const Keys next{};
  directory_.write("keys", profile(next));
  stepped->step_wall(-std::chrono::hours(8));
  stepped->advance(std::chrono::seconds(60));
  EXPECT_TRUE(next.equal(*provider->credentials()));
}

TEST_F(FileCredentials, AreKeptWhileTheFileIsGoneOrHalfWritten) {
  const std::string path = directory_.write("keys", profile(keys_));
  const auto provider = make(path);
  ASSERT_TRUE(provider->credentials());
  directory_.write("keys", "[default]\nsecret_id=");
  clock_->advance(std::chrono::minutes(2));
  EXPECT_TRUE(keys_.equal(*provider->credentials()));
  ASSERT_EQ(log_->lines().size(), 2U);
  EXPECT_EQ(log_->lines().back(), "warning credentials_refresh_failed code=credentials_unavailable");
}

TEST_F(FileCredentials, ThatOthersCanReadAreUsedAndRecordedOnce) {
  const std::string path = directory_.write("keys", profile(keys_));
  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  const auto provider = make(path);
  ASSERT_TRUE(provider->credentials());
  clock_->advance(std::chrono::minutes(2));
  ASSERT_TRUE(provider->credentials());
  EXPECT_THAT(log_->lines(), ::testing::ElementsAre("warning credentials_file_exposed", "info credentials_refreshed",
                                                    "info credentials_refreshed"));
}

}  // namespace
}  // namespace tccc
