# The mutants of a C++ header: small changes of one place in its code each, as "line<TAB>column<TAB>size<TAB>text", where
# text takes the place of so many characters from that column on. Comments, literals of text, directives and what only
# the compiler looks at are left alone.

BEGIN {
    binary["=="] = "!="; binary["!="] = "=="; binary["<"] = "<="; binary["<="] = "<"; binary[">"] = ">="; binary[">="] = ">"
    binary["&&"] = "||"; binary["||"] = "&&"; binary["+"] = "-"; binary["-"] = "+"; binary["+="] = "-="; binary["-="] = "+="
    binary["true"] = "false"; binary["false"] = "true"
}

# The line with blanks in place of comments and literals, so that columns stay.
function code_of(line,    out, i, c, quote) {
    for (i = 1; i <= length(line); ++i) {
        c = substr(line, i, 1)
        if (quote == "" && substr(line, i, 2) == "//") break
        if (quote == "" && c == "\"" || quote == "" && c == "'" && substr(line, i - 1, 1) !~ /[0-9]/) quote = c
        else if (quote != "" && c == "\\") { out = out " "; ++i }
        else if (quote != "" && c == quote) { quote = ""; c = " " }
        out = out (quote == "" ? c : " ")
    }
    return out
}

function mutant(column, size, text) { print FNR "\t" column "\t" size "\t" text }

/^ *#/ || /static_assert|^ *template|operator|^ *using |^ *friend |= default|= delete/ { next }

{
    code = code_of($0)
    for (at = 1; match(substr(code, at), /[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_.']*|[^A-Za-z0-9_ ]+/); at += RLENGTH) {
        at += RSTART - 1
        token = substr(code, at, RLENGTH)
        size = RLENGTH
        alone = substr(code, at - 1, 1) ~ /^ ?$/ && substr(code, at + size, 1) == " "
        if (token ~ /^[0-9]+$/) mutant(at, size, token + 1)
        else if (token == "true" || token == "false" || (alone && token in binary)) mutant(at, size, binary[token])
        else if (match(token, /!$/)) mutant(at + RSTART - 1, 1, "")
        RLENGTH = size
    }
    # A statement falls away.
    if (code ~ /^ +[a-z_>.-]+(\(.*\)| [-+|&^]?= .*)?;$/ &&
        code !~ /^ +(return|break|continue|auto|const|constexpr|static|using|default|struct|class|enum) ?/) {
        match(code, /[^ ].*$/)
        mutant(RSTART, RLENGTH, ";")
    }
}
