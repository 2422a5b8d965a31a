// SPDX-License-Identifier: Apache-2.0
// The one place the version stands: CMake, pkg-config and the program read it from here.
#pragma once

#include <string_view>

#include "tccc/export.h"

/// First number of the version of these headers.
#define TCCC_VERSION_MAJOR 0
/// Second number of the version of these headers.
#define TCCC_VERSION_MINOR 1
/// Third number of the version of these headers.
#define TCCC_VERSION_PATCH 0

namespace tccc {
inline namespace v1 {

/// Version of the linked library, such as "0.1.0". It may differ from the TCCC_VERSION_* the caller was compiled with.
TCCC_API std::string_view version() noexcept;

}  // namespace v1
}  // namespace tccc
