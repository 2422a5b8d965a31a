// SPDX-License-Identifier: Apache-2.0
// Which authorities are trusted, and what is refused when the transport is made.
#include "transport/ca_source.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

// A file with one byte in it, removed at the end.
class TemporaryFile {
 public:
  TemporaryFile() : path_(::testing::TempDir() + "tccc-ca-XXXXXX") {
    const int file = mkstemp(path_.data());
    EXPECT_EQ(write(file, "x", 1), 1);
    close(file);
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }

  const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

TEST(CaSource, IsTheFileThatWasGiven) {
  const TemporaryFile file;
  const TemporaryFile built_in;
  const auto source = detail::choose_ca_source({file.path(), "/no/such/directory"}, built_in.path().c_str());
  ASSERT_TRUE(source);
  EXPECT_EQ(source->file, file.path());
  EXPECT_EQ(source->directory, "");
  EXPECT_EQ(detail::describe(*source), "file " + file.path());
}

TEST(CaSource, IsTheDirectoryThatWasGiven) {
  const TemporaryFile built_in;
  const auto source = detail::choose_ca_source({"", ::testing::TempDir()}, built_in.path().c_str());
  ASSERT_TRUE(source);
  EXPECT_EQ(source->file, "");
  EXPECT_EQ(source->directory, ::testing::TempDir());
  EXPECT_EQ(detail::describe(*source), "directory " + ::testing::TempDir());
}

TEST(CaSource, IsElseTheFileThatLibcurlWasBuiltWith) {
  const TemporaryFile built_in;
  const auto source = detail::choose_ca_source({}, built_in.path().c_str());
  ASSERT_TRUE(source);
  EXPECT_EQ(source->file, built_in.path());
}

TEST(CaSource, IsLeftToLibcurlWhenItsFileIsMissingOrEmptyOrNone) {
  const std::string directory = ::testing::TempDir();
  for (const char* built_in : {static_cast<const char*>(nullptr), "/no/such/file", "/dev/null", directory.c_str()}) {
    const auto source = detail::choose_ca_source({}, built_in);
    ASSERT_TRUE(source);
    EXPECT_EQ(source->file, "");
    EXPECT_EQ(source->directory, "");
    EXPECT_EQ(detail::describe(*source), "those libcurl was built with");
  }
}

TEST(CaSource, IsRefusedWhenTheFileGivenCannotBeRead) {
  for (const std::string& path : {std::string("/no/such/file"), ::testing::TempDir(), std::string("/dev/null")}) {
    const auto source = detail::choose_ca_source({path, ""}, nullptr);
    ASSERT_FALSE(source) << path;
    EXPECT_EQ(source.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(source.error().outcome(), Outcome::not_sent);
    EXPECT_EQ(source.error().field(), "tls.ca_file");
  }
}

TEST(CaSource, IsRefusedWhenTheDirectoryGivenIsNone) {
  const TemporaryFile file;
  const auto source = detail::choose_ca_source({"", file.path()}, nullptr);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(source.error().field(), "tls.ca_path");
}

}  // namespace
}  // namespace tccc
