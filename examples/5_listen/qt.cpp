// Events of a portal on Qt: one line for each.
//
//     B24PULL_TOKEN=… b24pull-listen-qt https://example.bitrix24.com [AUTHORITIES.pem]
#include <b24pull/adapters/qt.hpp>
#include <b24pull/realtime/event.hpp>

#include <QtCore/QCoreApplication>

#include <iostream>
#include <random>

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    auto const arguments = application.arguments();
    auto const who = b24pull::rest::credentials::oauth(arguments.value(1).toStdString(),
                                                       qEnvironmentVariable("B24PULL_TOKEN").toStdString());
    if (!who) {
        std::cerr << who.error().what() << '\n'; // never holds a secret
        return 2;
    }

    using b24pull::adapters::qt_host;
    auto const print = [](b24pull::realtime::session_event const& event) {
        std::cout << to_string(event) << std::endl;
    };
    b24pull::realtime::session session({}, std::random_device()());
    qt_host host({.ca_file = arguments.value(2)});
    QObject::connect(&host, &qt_host::message, print);
    QObject::connect(&host, &qt_host::status_changed, print);
    QObject::connect(&host, &qt_host::connection_lost, print);
    QObject::connect(&host, &qt_host::config_failed, print);
    QObject::connect(&host, &qt_host::stopped, [](b24pull::error_code why) {
        std::cout << "stopped: " << (why ? why.message() : "done") << '\n';
        QCoreApplication::exit(why ? 1 : 0);
    });
    host.listen(session, *who);
    return application.exec();
}
