#!/usr/bin/env bash
# Checks what docs/contributing.md promises about the sources' structure: check_structure.sh ROOT.
#
# Prints one line for each fault, as file:line: text, and ends with 1 if there was one. It reads text, not C++: a
# function is what starts in the first column and ends with a closing brace there, as clang-format lays it out.
set -euo pipefail
cd "${1:?usage: check_structure.sh ROOT}"

# The rooms, in the order in which they may know one another: src/c360/CMakeLists.txt has it.
rooms=$(sed -n 's/^foreach(room \(.*\))$/\1/p' src/c360/CMakeLists.txt)

# Third-party headers that any room may include; each other one belongs to one room.
shared_headers='fmt spdlog nlohmann'
test_headers='gtest gmock benchmark'
# Headers of the system with a folder or an ending, which are nobody's in particular.
system_headers='arpa dirent dlfcn fcntl glob inttypes linux netinet poll pthread pwd sched signal stdint sys termios time unistd'

mapfile -t sources < <(find src -type f \( -name '*.cc' -o -name '*.h' \) | LC_ALL=C sort)
[ ${#sources[@]} -gt 0 ] || { echo "there are no sources under src/"; exit 1; }

check_text() {
  awk -v rooms="$rooms" -v free="$shared_headers $test_headers $system_headers" '
    BEGIN {
      count = split(rooms, names, " ")
      for (i = 1; i <= count; i++) rank[names[i]] = i
      count = split(free, names, " ")
      for (i = 1; i <= count; i++) is_free[names[i]] = 1
      unfinished = "(^|[^a-zA-Z])(TODO|FIXME|XXX|HACK|[Nn]ot implemented|[Uu]nimplemented|[Ss]tub|[Pp]laceholder|[Ff]or now)([^a-zA-Z]|$)"
    }
    function fault(text) { print FILENAME ":" FNR ": " text; faults++ }
    function end_of_file() {
      if (last_file != "" && last_line > 600) { print last_file ":" last_line ": longer than 600 lines"; faults++ }
    }
    FNR == 1 {
      end_of_file()
      last_file = FILENAME
      split(FILENAME, parts, "/")
      room = parts[3]
      is_test = FILENAME ~ /_test\.cc$/ || FILENAME ~ /\/testing\//
      start = 0
      if (!(room in rank)) fault("the room \"" room "\" is not in src/c360/CMakeLists.txt")
      if (FILENAME ~ /\/(utils?|helpers?|common|misc)[._]/) fault("a file needs a name that says what it holds")
    }
    { last_line = FNR }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
      split($0, quoted, "\"")
      if (quoted[2] !~ /^c360\//) fault("includes are written from the root: c360/" room "/…")
      split(quoted[2], path, "/")
      if (path[1] == "c360" && path[2] in rank && rank[path[2]] > rank[room])
        fault(room " may not know " path[2] ", which comes later in the order of rooms")
    }
    /^[ \t]*#[ \t]*include[ \t]*</ {
      match($0, /<[^>]*>/)
      header = substr($0, RSTART + 1, RLENGTH - 2)
      if (header == "duckdb.h" && FILENAME !~ /^src\/c360\/engine\/duckdb\//) fault("duckdb.h belongs to engine/duckdb/")
      library = header
      sub(/[\/.].*/, "", library)
      if (header ~ /[\/.]/ && !(library in is_free)) {
        if (library in owner && owner[library] != room)
          fault("<" header "> belongs to the room " owner[library] ", which includes it already")
        else
          owner[library] = room
      }
    }
    $0 ~ unfinished { fault("unfinished work: " $0) }
    !is_test && !start && /^[A-Za-z_~].*[({,]?$/ &&
        !/^(namespace|class|struct|enum|union|extern|using|typedef|template *<[^>]*> *(class|struct)|#|\})/ {
      start = FNR
      opened = 0
    }
    start && /\{/ { opened = 1 }
    start && /;[ \t]*(\/\/.*)?$/ && !opened { start = 0 }
    start && /^\}/ {
      if (FNR - start + 1 > 80) fault("a function of " (FNR - start + 1) " lines; 80 are allowed")
      start = 0
    }
    END {
      end_of_file()
      exit faults > 0
    }' "${sources[@]}"
}

# Every test must be named in the CMakeLists.txt of a folder at or above its own.
check_tests_are_built() {
  local file folder lost=0
  for file in "${sources[@]}"; do
    [[ $file == *_test.cc ]] || continue
    folder=$(dirname "$file")
    until [ "$folder" = . ]; do
      grep -qsw -- "$(basename "$file")" "$folder/CMakeLists.txt" && continue 2
      folder=$(dirname "$folder")
    done
    echo "$file:1: no CMakeLists.txt names this test"
    lost=1
  done
  return $lost
}

# Every scenario must be named in tests/CMakeLists.txt.
check_scenarios_are_run() {
  local folder lost=0
  for folder in tests/scenarios/*/; do
    [ -d "$folder" ] || continue
    grep -qsw -- "$(basename "$folder")" tests/CMakeLists.txt && continue
    echo "$folder: tests/CMakeLists.txt does not name this scenario"
    lost=1
  done
  return $lost
}

faults=0
check_text || faults=1
check_tests_are_built || faults=1
check_scenarios_are_run || faults=1
[ $faults -eq 0 ] && echo "structure: ${#sources[@]} files in order"
exit $faults
