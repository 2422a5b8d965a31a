# SPDX-License-Identifier: Apache-2.0
# The anchor of a heading, as GitHub makes it. For the C locale: text is bytes, and those of UTF-8 stay but for
# punctuation (U+2000 to U+206F, U+3000 to U+303F, and the wide forms of ASCII).

function slug_of(heading) {
  heading = tolower(heading)
  gsub(/\342[\200\201][\200-\277]|\343\200[\200-\277]|\357\274[\200-\217\232-\240]/, "", heading)
  gsub(/[^a-z0-9 _\200-\377-]/, "", heading)
  gsub(/ /, "-", heading)
  return seen_slug[heading]++ ? heading "-" (seen_slug[heading] - 1) : heading
}
