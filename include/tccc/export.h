// SPDX-License-Identifier: Apache-2.0
// Marks what the shared library exports; everything unmarked stays hidden.
#pragma once

#if defined(_WIN32) && defined(TCCC_SHARED)
#if defined(TCCC_BUILDING)
#define TCCC_API __declspec(dllexport)
#else
#define TCCC_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define TCCC_API __attribute__((visibility("default")))
#else
#define TCCC_API
#endif

// An enumeration that is an argument of an exported template: Clang hides the template's instances if it hides the
// enumeration, and exceptions are then not caught across the library's edge. Windows exports no enumerations.
#if defined(__GNUC__) && !defined(_WIN32)
#define TCCC_API_ENUM __attribute__((visibility("default")))
#else
#define TCCC_API_ENUM
#endif
