# SPDX-License-Identifier: Apache-2.0
# The anchors of a Markdown file, one a line. Read after docs/site/slug.awk.
/^ *```/ { fence = !fence; next }
!fence && /^#+ / {
  sub(/^#+ +/, "")
  print slug_of($0)
}
