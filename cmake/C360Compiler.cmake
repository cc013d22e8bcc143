# Warnings, sanitizers and the compiler cache, for every target of c360.
add_library(c360_compile_options INTERFACE)
target_compile_options(c360_compile_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -Wno-restrict)  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651)
target_include_directories(c360_compile_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_definitions(c360_compile_options INTERFACE C360_VERSION="${PROJECT_VERSION}")

# Where several sources are compiled as one, each is taken for a header, in which some things would be faults. The compiler
# looks for garbage in its own memory from a gigabyte on, not from 128 MB: a fifteenth less time for a quarter more memory.
if(CMAKE_UNITY_BUILD)
  target_compile_options(c360_compile_options INTERFACE
    -Wno-subobject-linkage "SHELL:--param ggc-min-heapsize=1048576")
endif()

# With sanitizers everything takes longer, which the time limits of tests are multiplied for.
set(C360_PATIENCE 1)
if(C360_SANITIZE)
  set(C360_PATIENCE 10)
  target_compile_options(c360_compile_options INTERFACE
    -fsanitize=${C360_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)  # what the sanitizers add to the code misleads this warning, as GCC's manual says
  target_compile_definitions(c360_compile_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(c360_compile_options INTERFACE -fsanitize=${C360_SANITIZE})
endif()

# c360_time_limit(RESULT SECONDS): how many seconds a test may take in this build that may take SECONDS in a plain one.
function(c360_time_limit result seconds)
  math(EXPR limit "${seconds} * ${C360_PATIENCE}")
  set(${result} ${limit} PARENT_SCOPE)
endfunction()

# Programs that are tests are many; gold, of the same package as ld, links them in half the time.
add_library(c360_test_options INTERFACE)
find_program(C360_GOLD ld.gold)
if(C360_GOLD AND NOT C360_SANITIZE)
  target_link_options(c360_test_options INTERFACE -fuse-ld=gold)
endif()

find_program(C360_CCACHE ccache)
if(C360_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${C360_CCACHE}")
endif()
