# cmake -DPROGRAM=… -DPREFIX=… -DTIMEOUT=… -DRESULT=… -P WriteSuites.cmake: writes the tests of c360_discover_suites().
execute_process(COMMAND "${PROGRAM}" --gtest_list_tests OUTPUT_VARIABLE list RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} does not list its tests: ${status}")
endif()
# A suite stands at the beginning of a line and ends with a dot, "Both/Books." or "Sizes/0.  # TypeParam = int"; its cases are indented.
string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\.( *#[^\n]*)?" suites "${list}")
set(tests "")
# What a suite says last in which no case was run and none failed: the rest is the list of what was left out.
set(all_skipped "\\[  PASSED  \\] 0 tests\\.\n\\[  SKIPPED \\][^[]*(\\[  SKIPPED \\][^[]*)*$")
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "^\n?([A-Za-z0-9_/]+)\\..*" "\\1" suite "${suite}")
  string(APPEND tests "add_test([==[${PREFIX}.${suite}]==] [==[${PROGRAM}]==] [==[--gtest_filter=${suite}.*]==])\n"
    "set_tests_properties([==[${PREFIX}.${suite}]==] PROPERTIES TIMEOUT ${TIMEOUT} FAIL_REGULAR_EXPRESSION \"Running 0 tests\"\n"
    "  SKIP_REGULAR_EXPRESSION [==[${all_skipped}]==])\n")
endforeach()
if(tests STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} has no tests")
endif()
file(WRITE "${RESULT}" "${tests}")
