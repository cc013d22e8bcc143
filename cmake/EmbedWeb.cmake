# c360_embed_web(TARGET APPLICATION)
#
# Bundles web/src/APPLICATION (web/build.mjs) to one file, and puts its bytes into TARGET, from
#   extern "C" const char c360_web_APPLICATION[];  to  extern "C" const char c360_web_APPLICATION_end[];
# The assembler includes the file, so that nothing of it is compiled.
set(C360_NODE "${CMAKE_SOURCE_DIR}/build/deps/node/node" CACHE FILEPATH "Node, fetched by ./dev build")
set(C360_WEB_DIR "${CMAKE_SOURCE_DIR}/web")
if(NOT EXISTS "${C360_NODE}" OR NOT EXISTS "${C360_WEB_DIR}/node_modules/esbuild")
  message(FATAL_ERROR "Node or web/node_modules is not there: run ./dev build, which fetches them from npm")
endif()
file(GLOB_RECURSE C360_WEB_FILES CONFIGURE_DEPENDS "${C360_WEB_DIR}/src/*.ts" "${C360_WEB_DIR}/src/*.tsx" "${C360_WEB_DIR}/src/*.css" "${C360_WEB_DIR}/src/*.html")
file(GLOB C360_WEB_MAKERS CONFIGURE_DEPENDS "${C360_WEB_DIR}/*.mjs")

function(c360_embed_web target application)
  set(page "${CMAKE_CURRENT_BINARY_DIR}/${application}.bundle")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/web_${application}.cc")
  set(symbol "c360_web_${application}")
  add_custom_command(
    OUTPUT "${page}"
    COMMAND "${C360_NODE}" "${C360_WEB_DIR}/build.mjs" "${application}" "${page}"
    DEPENDS ${C360_WEB_FILES} ${C360_WEB_MAKERS} "${C360_WEB_DIR}/package-lock.json"
    COMMENT "Bundling web/src/${application}")
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
// Written by cmake/EmbedWeb.cmake.
asm(R"(
.section .rodata
.global @symbol@
@symbol@:
.incbin "@page@"
.global @symbol@_end
@symbol@_end:
.byte 0
.previous
)");
]])
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${page}" SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE "${source}")
endfunction()
