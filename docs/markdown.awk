# Markdown as Doxygen wants it, from Markdown as everybody else reads it. Usage: awk -f docs/markdown.awk FILE.md
#   - each heading gets a name, and links to a heading, `page.md#words-of-it`, lead to that name
#   - diagrams of states, which are Mermaid's, are drawn by Graphviz
function words_of(heading) {
    heading = tolower(heading)
    gsub(/[^a-z0-9 _-]/, "", heading)
    gsub(/ /, "-", heading)
    return heading
}
function page_of(path) {
    sub(/.*\//, "", path)
    sub(/\.md$/, "", path)
    return path
}
function named_links(line,    out, link, page, words) {
    while (match(line, /\]\([A-Za-z0-9_.\/-]*#[a-z0-9_-]+\)/)) {
        link = substr(line, RSTART + 2, RLENGTH - 3)
        page = words = link
        sub(/#.*/, "", page)
        sub(/.*#/, "", words)
        out = out substr(line, 1, RSTART + 1) "@ref " page_of(page == "" ? FILENAME : page) "_" words ")"
        line = substr(line, RSTART + RLENGTH)
    }
    return out line
}
/^```mermaid$/ { drawing = 1; print "@dot\ndigraph {\ncompound=true node [shape=box fontsize=10] edge [fontsize=9]"; next }
drawing && /^```$/ { drawing = 0; print "}\n@enddot"; next }
drawing && /state .* \{$/ { group = $2; print "subgraph cluster_" group " {"; next }
drawing && /^ *}$/ { print; next }
drawing && / --> / {
    from = $1 == "[*]" ? "begin" : $1
    if (from == group) from = any
    to = $3 == "[*]" ? "end" : $3
    if (to == group) next
    if (any == "") any = to
    label = ""
    if (index($0, " : ")) label = substr($0, index($0, " : ") + 3)
    if (from == "begin" || to == "end") print (from == "begin" ? from : to) " [shape=point]"
    print from " -> " to " [label=\"" label "\"" ($1 == group ? " ltail=cluster_" group : "") "]"
    next
}
drawing { next }
/^```/ { fenced = !fenced }
!fenced && /^##+ / {
    heading = $0
    sub(/^#+ /, "", heading)
    print $0 " {#" page_of(FILENAME) "_" words_of(heading) "}"
    next
}
!fenced { print named_links($0); next }
{ print }
