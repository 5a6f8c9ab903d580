// A program under test, as a process of its own.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

namespace support {

/// Runs from construction to destruction, which kills it. What fails throws std::runtime_error: tests use it from several
/// threads.
class child_process {
public:
    /// @param words  the program's path and its arguments
    explicit child_process(std::vector<std::string> words);
    ~child_process();
    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;

    pid_t pid() const { return pid_; }

    /// The next line of its standard output, without the end; what there is of it when the output or the time ends.
    std::string read_line(std::chrono::seconds patience);

    void signal(int number) const;

    /// Waits for its end: the exit status, or 128 and the signal that ended it. Kills it when the time is over.
    int wait(std::chrono::seconds patience);

private:
    pid_t pid_ = 0; // 0: ended, and waited for
    int output_ = -1;
};

} // namespace support
