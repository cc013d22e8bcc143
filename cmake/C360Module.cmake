# c360_module(NAME [HOT] SOURCES … [DEPENDS module or library …] [TESTS …] [TEST_DEPENDS …])
#
# One room of src/c360: a static library c360_NAME and, from its TESTS, one GoogleTest program c360_NAME_test whose
# suites ctest runs one by one. DEPENDS lists the rooms and libraries that this room includes. HOT rooms touch rows or
# bytes one by one; the others decide what the engine shall do, and a third less time to compile them counts for more.
#
# All presets but debug compile up to 32 files of a room as one (CMAKE_UNITY_BUILD), in less than half the time, so the private
# names of a room's files differ.
function(c360_module name)
  cmake_parse_arguments(ARG "HOT" "" "SOURCES;DEPENDS;TESTS;TEST_DEPENDS" ${ARGN})
  add_library(c360_${name} STATIC ${ARG_SOURCES})
  if(NOT ARG_HOT)
    target_compile_options(c360_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  target_link_libraries(c360_${name} PUBLIC c360_compile_options ${ARG_DEPENDS})
  if(C360_BUILD_TESTS AND ARG_TESTS)
    add_executable(c360_${name}_test ${ARG_TESTS})
    target_compile_options(c360_${name}_test PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O0>)  # a fifth less to wait for
    target_link_libraries(c360_${name}_test PRIVATE c360_test_options c360_${name} ${ARG_TEST_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(c360_${name}_test PRIVATE C360_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    c360_time_limit(suite 300)
    c360_discover_suites(c360_${name}_test ${name} ${suite})
  endif()
endfunction()

# c360_program(TARGET OUTPUT name SOURCES … DEPENDS …)
#
# A program that is installed. It is left at the top of the build folder with libduckdb.so beside it, and finds that
# library next to itself, so that both can be moved anywhere together.
function(c360_program target)
  cmake_parse_arguments(ARG "" "OUTPUT" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE ${ARG_DEPENDS})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME "${ARG_OUTPUT}"
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}"
    BUILD_WITH_INSTALL_RPATH ON
    INSTALL_RPATH "$ORIGIN")
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${C360_DUCKDB_DIR}/libduckdb.so" "${CMAKE_BINARY_DIR}/libduckdb.so")
endfunction()
