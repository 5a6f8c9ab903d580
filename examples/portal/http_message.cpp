#include "http_message.hpp"

namespace portal {

http_reply html_page(unsigned status) {
    auto const number = std::to_string(status);
    http_reply reply;
    reply.status = status;
    reply.body = "<!DOCTYPE html>\n<html><head><title>" + number + "</title></head><body><h1>" + number +
                 "</h1><hr><address>nginx</address></body></html>\n";
    return reply;
}

} // namespace portal
