# SPDX-License-Identifier: Apache-2.0
# A Markdown file as Doxygen is to see it: with ids for its headings, which GitHub gives by itself, and with links that
# lead to the pages of the site. Read after slug.awk; takes the folder of the project in the variable `root`.
#
# The name of a page is its path: docs/guide/first-call.md is guide_first_call, and its heading `For a real call`
# guide_first_call_for-a-real-call. tests/docs/check_snippets.sh sees to it that links lead somewhere.

BEGIN {
  for (i = 1; i < 256; ++i) ordinal[sprintf("%c", i)] = i
  diagram_style = "  node [shape=box, style=rounded, fontname=Helvetica, fontsize=11];\n" \
                  "  edge [fontname=Helvetica, fontsize=10];\n"
}

function page_id(path) {
  if (path == "README.md") return "index"
  sub(/^docs\//, "", path)
  sub(/\.md$/, "", path)
  gsub(/[^A-Za-z0-9]/, "_", path)
  return tolower(path)
}

# What an id cannot have becomes its number.
function id_text(slug,    i, c, text) {
  for (i = 1; i <= length(slug); ++i) {
    c = substr(slug, i, 1)
    text = text (c ~ /[a-z0-9_-]/ ? c : sprintf("x%02x", ordinal[c]))
  }
  return text
}

# The path of a link, from the folder of the project on.
function resolve(link,    count, part, path, i, kept, depth) {
  count = split(folder link, part, "/")
  depth = 0
  for (i = 1; i <= count; ++i) {
    if (part[i] == "..") --depth
    else if (part[i] != "." && part[i] != "") kept[++depth] = part[i]
  }
  path = kept[1]
  for (i = 2; i <= depth; ++i) path = path "/" kept[i]
  return path
}

function site_link(text, link,    hash, fragment, path) {
  if (link ~ /^[a-z]+:/) return "[" text "](" link ")"
  hash = index(link, "#")
  if (hash > 0) {
    fragment = substr(link, hash + 1)
    link = substr(link, 1, hash - 1)
  }
  path = link == "" ? here : resolve(link)
  if (path ~ /\.md$/) {
    # The index of the documentation is the parent of the pages it lists, in its order.
    if (here == "docs/README.md" && fragment == "" && path != "README.md" && !(path in listed)) {
      listed[path] = 1
      gsub(/"/, "", text)
      return "@subpage " page_id(path) " \"" text "\""
    }
    return "[" text "](" page_id(path) ".html" (fragment == "" ? "" : "#" page_id(path) "_" id_text(fragment)) ")"
  }
  if (path ~ /^examples\/.*\.cc$/) {
    sub(/^examples\//, "", path)
    gsub(/\//, "_2", path)
    gsub(/\./, "_8", path)
    return "[" text "](" path "-example.html)"
  }
  if (path ~ /^include/) return "[" text "](files.html)"
  return text
}

function with_links(line,    out, before, text, link, i) {
  while (match(line, /\]\([^) ]+\)/)) {
    before = substr(line, 1, RSTART - 1)
    link = substr(line, RSTART + 2, RLENGTH - 3)
    line = substr(line, RSTART + RLENGTH)
    for (i = length(before); i > 0 && substr(before, i, 1) != "["; --i) continue
    text = site_link(substr(before, i + 1), link)
    # The text of a link may have begun on the line before.
    out = out (i > 0 ? substr(before, 1, i - 1) text : substr(text, 2))
  }
  return out line
}

# What Doxygen would take for commands or tags, outside of code.
function plain(line,    out, n, part, i) {
  n = split(line, part, /`/)
  for (i = 1; i <= n; ++i) {
    if (i % 2 == 1) gsub(/<[a-z]+>/, "\\\\&", part[i])
    out = out (i > 1 ? "`" : "") part[i]
  }
  return out
}

function state_of(name, star) {
  sub(/:$/, "", name)
  return name == "[*]" ? star : name
}

NR == 1 {
  here = FILENAME
  sub("^" root "/", "", here)
  folder = here
  sub(/[^\/]*$/, "", folder)
  page = page_id(here)
}

/^<!--.*-->$/ && !fence { print ""; next }

# A diagram of states becomes one of Graphviz.
/^ *```mermaid$/ && !fence {
  fence = "mermaid"
  print "@dot\ndigraph {\n" diagram_style "  begin, end [shape=point];"
  next
}
fence == "mermaid" {
  if (/^ *```$/) {
    print "}\n@enddot"
    fence = ""
  } else if (/-->/) {
    label = $0
    if (!sub(/^[^:]*: */, "", label)) label = ""
    gsub(/\(|, /, "\\n&", label)
    gsub(/\\n, /, ",\\n", label)
    print "  " state_of($1, "begin") " -> " state_of($3, "end") " [label=\"" label "\"];"
  }
  next
}

/^ *```/ {
  fence = fence ? "" : "code"
  print
  next
}
fence { print; next }

/^#+ / {
  level = index($0, " ") - 1
  heading = substr($0, level + 2)
  slug = slug_of(heading)
  if (level == 1) {
    print "# " heading (page == "index" ? "" : " {#" page "}")
  } else {
    # The title is no section of Doxygen's, so that the next level is its first.
    print substr($0, 2, level - 1) " " heading " {#" page "_" id_text(slug) "}"
  }
  next
}

{
  sub(/^ *- \[ \] /, "- \342\230\220 ")  # an empty box
  print plain(with_links($0))
}
