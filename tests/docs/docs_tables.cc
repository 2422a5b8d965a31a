// SPDX-License-Identifier: Apache-2.0
// Writes the pages of the reference that are made of the library's tables, or compares the kept ones with them.
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "pages.h"

namespace {

int compare(const std::string& page, const char* file) {
  std::ifstream kept(file, std::ios::binary);
  std::istringstream made(page);
  std::string kept_line;
  std::string made_line;
  for (int number = 1;; ++number) {
    const bool has_kept = static_cast<bool>(std::getline(kept, kept_line));
    const bool has_made = static_cast<bool>(std::getline(made, made_line));
    if (!has_kept && !has_made) return 0;
    if (has_kept && has_made && kept_line == made_line) continue;
    std::cerr << file << ':' << number
              << ": differs from what the code says; write it anew with the target docs_tables\n"
              << "kept: " << (has_kept ? kept_line : "(ends)") << "\nmade: " << (has_made ? made_line : "(ends)")
              << '\n';
    return 1;
  }
}

int write(const std::string& page, const char* file) {
  std::ofstream out(file, std::ios::binary);
  out << page;
  out.close();
  return out ? 0 : 1;
}

int usage() {
  std::cerr << "usage: docs_tables write|compare errors FILE\n"
               "       docs_tables write|compare fields FILE MODEL_DIR\n";
  return 2;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3 || (arguments[0] != "write" && arguments[0] != "compare")) return usage();
  std::string page;
  if (arguments[1] == "errors" && arguments.size() == 3) {
    page = make_error_page();
  } else if (arguments[1] == "fields" && arguments.size() == 4) {
    page = make_field_page(arguments[3]);
  } else {
    return usage();
  }
  const char* file = arguments[2].c_str();
  return arguments[0] == "write" ? write(page, file) : compare(page, file);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
