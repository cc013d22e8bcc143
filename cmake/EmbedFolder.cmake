# c360_embed_project(TARGET NAME FOLDER)
#
# Compiles the project files of FOLDER (c360.yaml, README.md, contracts/, metrics/, models/, pipelines/, tests/; no data) into TARGET as
# text, so that the binary can write them anywhere. The C++ side declares
#   namespace c360::project { extern const std::vector<EmbeddedFile> kEmbedded_NAME; }
# with EmbeddedFile of c360/project/embedded_file.h. A file added to FOLDER is noticed by the next build.
function(c360_embed_project target name folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS
    "${folder}/c360.yaml" "${folder}/README.md"
    "${folder}/contracts/*.yaml" "${folder}/metrics/*.yaml" "${folder}/models/*.sql" "${folder}/pipelines/*.yaml"
    "${folder}/tests/*.sql"
    "${folder}/tests/*.yaml")
  set(result "${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cc")
  add_custom_command(
    OUTPUT "${result}"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DFOLDER=${folder}" "-DRESULT=${result}"
            -P "${CMAKE_SOURCE_DIR}/cmake/WriteEmbedded.cmake"
    DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/WriteEmbedded.cmake"
    COMMENT "Embedding ${folder}")
  target_sources(${target} PRIVATE "${result}")
endfunction()
