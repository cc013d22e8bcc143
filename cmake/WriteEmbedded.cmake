# cmake -DNAME=… -DFOLDER=… -DRESULT=… -P WriteEmbedded.cmake: writes the C++ file of c360_embed_project().
set(patterns "${FOLDER}/c360.yaml" "${FOLDER}/README.md"
  "${FOLDER}/contracts/*.yaml" "${FOLDER}/metrics/*.yaml" "${FOLDER}/models/*.sql" "${FOLDER}/pipelines/*.yaml" "${FOLDER}/tests/*.sql"
  "${FOLDER}/tests/*.yaml")
file(GLOB_RECURSE files RELATIVE "${FOLDER}" ${patterns})
list(REMOVE_DUPLICATES files)
list(FILTER files INCLUDE REGEX "^(c360\\.yaml|README\\.md|contracts/|metrics/|models/|pipelines/|tests/)")
list(SORT files)

set(text "// Written by cmake/WriteEmbedded.cmake.\n#include \"c360/project/embedded_file.h\"\n\n")
string(APPEND text "namespace c360::project {\n\nextern const std::vector<EmbeddedFile> kEmbedded_${NAME};\n")
string(APPEND text "const std::vector<EmbeddedFile> kEmbedded_${NAME} = {\n")
foreach(file IN LISTS files)
  file(READ "${FOLDER}/${file}" content)
  string(APPEND text "    {\"${file}\", R\"c360file(${content})c360file\"},\n")
endforeach()
string(APPEND text "};\n\n}  // namespace c360::project\n")
file(WRITE "${RESULT}" "${text}")
