# Our own ways and the floors.
add_library(b24pull_benchmark_subjects STATIC
    harness/digest.cpp
    harness/input_file.cpp
    subjects/batch.cpp
    subjects/config.cpp
    subjects/connection_input.cpp
    subjects/date.cpp
    subjects/date_input.cpp
    subjects/frames.cpp
    subjects/payload_input.cpp
    subjects/publish.cpp
    subjects/session.cpp
    subjects/session_bytes.cpp
    subjects/session_fleet.cpp
    subjects/url.cpp)
target_compile_definitions(b24pull_benchmark_subjects PRIVATE
    B24PULL_BENCHMARK_INPUTS="${CMAKE_CURRENT_SOURCE_DIR}/inputs")
target_link_libraries(b24pull_benchmark_subjects PUBLIC b24pull::b24pull PRIVATE b24pull_warnings)
