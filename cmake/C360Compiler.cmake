# Warnings, sanitizers and the compiler cache, for every target of c360.
add_library(c360_compile_options INTERFACE)
target_compile_options(c360_compile_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -Wno-restrict)  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651)
target_include_directories(c360_compile_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_definitions(c360_compile_options INTERFACE C360_VERSION="${PROJECT_VERSION}")

if(C360_SANITIZE)
  target_compile_options(c360_compile_options INTERFACE -fsanitize=${C360_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(c360_compile_options INTERFACE -fsanitize=${C360_SANITIZE})
endif()

find_program(C360_CCACHE ccache)
if(C360_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${C360_CCACHE}")
endif()
