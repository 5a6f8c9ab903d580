# Makes the package of the Conan recipe, and has the recipe's own test_package use it. Conan itself is not needed.
# Usage: cmake -DTREE=FOLDER -DSCRATCH=FOLDER -DGENERATOR=NAME -DCOMPILER=FILE -DVERSION=NUMBERS -DADAPTERS=NAME,… \
#     -P run.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../steps.cmake)
set(recipe ${TREE}/packaging/conan)
string(REPLACE "," ";" adapters "${ADAPTERS}")
set(ENV{PYTHONDONTWRITEBYTECODE} 1)

file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${recipe}/test_package/ DESTINATION ${SCRATCH}/app)
run(python3 -c "compile(open('app/conanfile.py').read(), 'test_package/conanfile.py', 'exec')")
run(python3 ${CMAKE_CURRENT_LIST_DIR}/stand_in.py ${recipe} ${SCRATCH}/cache ${VERSION} ${adapters})

file(GLOB_RECURSE headers RELATIVE ${TREE} ${TREE}/include/*)
file(GLOB_RECURSE packaged RELATIVE ${SCRATCH}/cache/package ${SCRATCH}/cache/package/*)
expect_list("packaged" "${packaged}" "${headers};licenses/LICENSE;cmake/moc.cmake")

# test_package uses the library alone: an adapter's turn comes after it.
build_app(-DCMAKE_PREFIX_PATH=${SCRATCH}/cache/generators)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/../adapters DESTINATION ${SCRATCH}/app)
file(APPEND ${SCRATCH}/app/CMakeLists.txt [[
foreach(adapter IN ITEMS curl beast)
    add_executable(${adapter} adapters/${adapter}.cpp)
    target_compile_features(${adapter} PRIVATE cxx_std_20)
    target_link_libraries(${adapter} PRIVATE b24pull::${adapter})
endforeach()
]])
build_app()
run(build/app/curl)
run(build/app/beast)
