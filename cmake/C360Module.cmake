# c360_module(NAME SOURCES … [DEPENDS module or library …] [TESTS …] [TEST_DEPENDS …])
#
# One room of src/c360: a static library c360_NAME and, from its TESTS, one GoogleTest program c360_NAME_test whose
# cases ctest runs one by one. DEPENDS lists the rooms and libraries that this room includes.
function(c360_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;TESTS;TEST_DEPENDS" ${ARGN})
  add_library(c360_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(c360_${name} PUBLIC c360_compile_options ${ARG_DEPENDS})
  if(C360_BUILD_TESTS AND ARG_TESTS)
    add_executable(c360_${name}_test ${ARG_TESTS})
    target_link_libraries(c360_${name}_test PRIVATE c360_${name} ${ARG_TEST_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(c360_${name}_test PRIVATE C360_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(c360_${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
  endif()
endfunction()
