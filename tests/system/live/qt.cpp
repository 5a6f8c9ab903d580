#include "host_over.hpp"

#include "../qt_blocking_host.hpp"

#include <QtCore/QCoreApplication>

namespace live {
namespace {

/// Qt wants one, made in the first thread, as long as there is anything of it.
int argument_count = 1;
char program_name[] = "live";
char* arguments[] = {program_name, nullptr};
QCoreApplication const application(argument_count, arguments);

} // namespace

std::unique_ptr<live_host> make_host(std::string const& ca_file) {
    b24pull::adapters::qt_options options;
    options.ca_file = QString::fromStdString(ca_file);
    return std::make_unique<host_over<support::qt_blocking_host>>(options);
}

bool has_websocket() { return true; }

} // namespace live

#include <b24pull/adapters/moc_qt.cpp> // what moc makes of the header: as a unit of its own it would compile Qt once more
