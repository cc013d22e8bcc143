# c360_discover_suites(TARGET PREFIX TIMEOUT)
#
# Makes each suite of a GoogleTest program one test of ctest, PREFIX.Suite, as the built program lists them. A process
# for each case takes longer to start than most cases take.
function(c360_discover_suites target prefix timeout)
  set(suites "${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake")
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${target}>" "-DPREFIX=${prefix}" "-DTIMEOUT=${timeout}"
            "-DRESULT=${suites}" -P "${CMAKE_SOURCE_DIR}/cmake/WriteSuites.cmake"
    BYPRODUCTS "${suites}"
    VERBATIM)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${CMAKE_SOURCE_DIR}/cmake/WriteSuites.cmake")
  set(include "${CMAKE_CURRENT_BINARY_DIR}/${target}_tests.cmake")
  file(CONFIGURE OUTPUT "${include}" @ONLY CONTENT [[
if(EXISTS "@suites@")
  include("@suites@")
else()
  add_test(@prefix@.not_built "@target@ is not built")
endif()
]])
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include}")
endfunction()
