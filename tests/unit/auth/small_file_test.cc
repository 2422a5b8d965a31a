// SPDX-License-Identifier: Apache-2.0
// Which files of keys are read, and that none blocks or runs away.
#include "auth/small_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "auth_fixture.h"

namespace tccc {
namespace {

using detail::kLongestKeyFile;
using detail::read_small_file;
using Status = detail::SmallFile::Status;

TEST(SmallFile, IsReadWhole) {
  const ScratchDirectory directory{};
  const std::string text = random_key() + std::string(1, '\0') + "\r\n";
  const auto file = read_small_file(directory.write("keys", text));
  EXPECT_EQ(file.status, Status::read);
  EXPECT_TRUE(file.text.reveal() == text);
  EXPECT_FALSE(file.is_exposed);
  EXPECT_EQ(read_small_file(directory.write("empty", "")).status, Status::read);
}

TEST(SmallFile, MayBeALink) {
  const ScratchDirectory directory{};
  const std::string text = random_key();
  ASSERT_EQ(symlink(directory.write("keys", text).c_str(), directory.file("link").c_str()), 0);
  EXPECT_TRUE(read_small_file(directory.file("link")).text.reveal() == text);

  ASSERT_EQ(symlink("round", directory.file("round").c_str()), 0);
  EXPECT_TRUE(contains(read_small_file(directory.file("round")).fault, "leads to itself"));
  ASSERT_EQ(symlink("nowhere", directory.file("dangling").c_str()), 0);
  EXPECT_EQ(read_small_file(directory.file("dangling")).status, Status::missing);
}

TEST(SmallFile, IsMissingWhereThereIsNone) {
  const ScratchDirectory directory{};
  EXPECT_EQ(read_small_file(directory.file("none")).status, Status::missing);
  EXPECT_EQ(read_small_file(directory.write("keys", "") + "/below").status, Status::missing);
}

TEST(SmallFile, IsARegularFile) {
  const ScratchDirectory directory{};
  ASSERT_EQ(mkfifo(directory.file("fifo").c_str(), 0600), 0);
  for (const std::string& path : {directory.file("fifo"), std::string("/dev/zero"), directory.file(".")}) {
    const auto file = read_small_file(path);
    EXPECT_EQ(file.status, Status::unreadable) << path;
    EXPECT_TRUE(contains(file.fault, "is not a regular file") || contains(file.fault, "is a directory")) << file.fault;
  }
  ASSERT_EQ(symlink("fifo", directory.file("link").c_str()), 0);
  EXPECT_EQ(read_small_file(directory.file("link")).status, Status::unreadable);
  EXPECT_EQ(read_small_file(directory.write("keys", "") + std::string("\0x", 2)).status, Status::unreadable);
}

TEST(SmallFile, IsSmall) {
  const ScratchDirectory directory{};
  EXPECT_EQ(read_small_file(directory.write("most", std::string(kLongestKeyFile, 'x'))).status, Status::read);
  const auto file = read_small_file(directory.write("more", std::string(kLongestKeyFile + 1, 'x')));
  EXPECT_EQ(file.status, Status::unreadable);
  EXPECT_TRUE(contains(file.fault, "64 KiB"));
  EXPECT_TRUE(file.text.empty());
}

TEST(SmallFile, IsExposedWhenOthersCanReadOrChangeIt) {
  const ScratchDirectory directory{};
  const std::string path = directory.write("keys", "x");
  for (const auto& [mode, is_exposed] :
       {std::pair<mode_t, bool>{0600, false}, {0640, false}, {0644, true}, {0660, true}, {0602, true}}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_EQ(read_small_file(path).is_exposed, is_exposed) << mode;
  }
}

TEST(SmallFile, SaysThatItMayNotBeRead) {
  const ScratchDirectory directory{};
  const std::string path = directory.write("keys", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  // Root may read everything, so a child gives its privileges up and looks.
  const auto look = [&path] {
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && setuid(kNobody) != 0) return 2;
    return contains(read_small_file(path).fault, "may not be read") ? 0 : 1;
  };
  EXPECT_EXIT(std::_Exit(look()), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tccc
