// SPDX-License-Identifier: Apache-2.0
// Pages of the reference that are made of the library's own tables.
#pragma once

#include <string>

/// docs/reference/errors.md.
std::string make_error_page();

/// docs/reference/fields.md. Field lists know the service's names; those of the members are read in the sources of the
/// lists, which lie in `model_dir`. Throws std::runtime_error when sources and lists do not match.
std::string make_field_page(const std::string& model_dir);
