#include "child_process.hpp"

#include <stdexcept>
#include <thread>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace support {

child_process::child_process(std::vector<std::string> words) {
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);

    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int const failed = ::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (failed == 0) return;
    ::close(output_);
    throw std::runtime_error("cannot start " + words[0]);
}

child_process::~child_process() {
    if (pid_ != 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    ::close(output_);
}

std::string child_process::read_line(std::chrono::seconds patience) {
    std::string line;
    auto const time = static_cast<int>(std::chrono::milliseconds(patience).count());
    for (pollfd waiting{output_, POLLIN, 0}; ::poll(&waiting, 1, time) > 0;) {
        char c = 0;
        if (::read(output_, &c, 1) != 1 || c == '\n') break;
        line += c;
    }
    return line;
}

void child_process::signal(int number) const {
    if (pid_ != 0) ::kill(pid_, number);
}

int child_process::wait(std::chrono::seconds patience) {
    if (pid_ == 0) throw std::runtime_error("waited for twice");
    auto const end = std::chrono::steady_clock::now() + patience;
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) ::kill(pid_, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace support
