#include "wire.hpp"

namespace portal::push {

// One call, or a batch of them. The body is pasted: it has been JSON when it was published, or nobody can read it.
std::string encode_json_rpc(std::span<delivery const> messages) {
    std::string out;
    for (auto const& [what, channel] : messages) {
        out += out.empty() ? "" : ",";
        out += R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + what->mid;
        out += R"(","body":)" + what->body;
        out += R"(,"sender":{"type":)" + std::to_string(static_cast<int>(what->from.type));
        if (!what->from.public_atom.empty()) out += R"(,"id":")" + what->from.public_atom + '"';
        out += "}}}";
    }
    return messages.size() == 1 ? out : '[' + out + ']';
}

} // namespace portal::push
