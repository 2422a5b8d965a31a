# SPDX-License-Identifier: Apache-2.0
# A public header as Doxygen is to see it; every line keeps its number.
#   - the comment at the top describes the file
#   - explicit specialisations, namespace detail, the inline namespace and special members that no comment goes before
#     are left out: they say nothing that a user needs
#   - enumerators of service codes, and the exceptions named after codes, get the words of docs/reference/errors.md,
#     whose path is the variable `errors`

BEGIN {
  while ((getline row < errors) > 0) {
    if (split(row, cell, / \| /) < 5) continue
    code = cell[1]
    gsub(/[|` ]/, "", code)
    meaning[key_of(code)] = (code ~ /[A-Z]/ ? "`" code "`: " : "") cell[2]
  }
}

# AuthFailure.MFAFailure and auth_failure_mfa_failure are one key: letters alone.
function key_of(name) {
  gsub(/[^A-Za-z0-9]/, "", name)
  return toupper(name)
}

NR == 1 { in_head = 1; print "/// @file"; next }
in_head && /^\/\// { print "///" substr($0, 3); next }
{ in_head = 0 }

/^inline namespace v1 \{$/ || /^}  \/\/ namespace v1$/ { print ""; next }

/^namespace detail \{$/ { in_detail = 1 }
in_detail {
  if (/^}  \/\/ namespace detail$/) in_detail = 0
  print ""
  next
}

/^template <>$/ { in_specialisation = 1 }
in_specialisation {
  if (/^};$/ || /\{\};$/) in_specialisation = 0
  print ""
  next
}

# Special members.
!was_comment && (/= (default|delete);/ || /^ *(virtual )?~[A-Za-z]+\(\)/ || /operator=\(.*&&? other\) noexcept;/ ||
    /^ *[A-Z][A-Za-z]*\((const )?[A-Z][A-Za-z]*&&? other\) noexcept;/) {
  print ""
  next
}

# One that fills two lines is joined on the second.
/^using [A-Za-z]+Error =$/ { begun = $0; print ""; next }
begun != "" { $0 = begun " " substr($0, 5); begun = "" }

/^using [A-Za-z]+Error = CodeError<ErrorCode::[a-z0-9_]+>;$/ {
  code = $0
  sub(/.*ErrorCode::/, "", code)
  sub(/>;$/, "", code)
  print "/** @brief " meaning[key_of(code)] " See ErrorCode::" code ". */ " $0
  was_comment = 0
  next
}
/^  [a-z][a-z0-9_]+,$/ && enumeration == "ErrorCode" {
  name = $1
  sub(/,/, "", name)
  print $0 "  ///< " meaning[key_of(name)]
  next
}
/^enum class / { enumeration = /ErrorCode/ ? "ErrorCode" : "" }
{
  was_comment = /^ *\/\/\//
  print
}
