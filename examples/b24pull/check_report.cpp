#include "check_report.hpp"

#include "safe_text.hpp"

namespace tool {
namespace {

std::string column(std::string_view text, std::size_t width) {
    std::string out(text);
    if (out.size() < width) out.append(width - out.size(), ' ');
    return out + ' ';
}

} // namespace

void check_report::line(colour which, std::string_view mark, std::string_view step, std::string_view what) {
    out_.line(colours_(which, column(mark, 4)) + column(step, 13) + printable(what));
}

void check_report::works(std::string_view step, std::string_view what) {
    line(colour::green, "ok", step, what);
}

void check_report::fails(std::string_view step, std::string_view what, std::string_view advice,
                         exit_code status) {
    line(colour::red, "FAIL", step, what);
    out_.line(column("", 4) + column("", 13) + colours_(colour::yellow, "-> " + printable(advice)));
    if (failures_++ == 0) verdict_ = status;
}

void check_report::skips(std::string_view step, std::string_view why) { line(colour::dim, "--", step, why); }

exit_code check_report::verdict() const {
    bool const lost = out_.broken() && !out_.reader_gone();
    return verdict_ == exit_code::done && lost ? exit_code::failed : verdict_;
}

void check_report::finish() {
    if (failures_ == 0) out_.line(colours_(colour::green, "All is well."));
    else
        out_.line(colours_(colour::red,
                           std::to_string(failures_) + (failures_ == 1 ? " step fails." : " steps fail.")));
}

} // namespace tool
