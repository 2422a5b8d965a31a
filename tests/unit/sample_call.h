// SPDX-License-Identifier: Apache-2.0
// The call that tests of records and of pushes are about.
#pragma once

namespace tccc {
namespace sample_call {

inline constexpr const char* kCallee = "008613012340000";
inline constexpr const char* kSession = "6bb56a09-2787-40bc-80c5-dc6dab783eff";

}  // namespace sample_call
}  // namespace tccc
