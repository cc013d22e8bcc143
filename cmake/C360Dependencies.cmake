# Third-party libraries: libduckdb as fetched by ./dev, the rest from Debian.
set(C360_DUCKDB_DIR "${CMAKE_SOURCE_DIR}/build/deps/duckdb" CACHE PATH "Folder with duckdb.h and libduckdb.so, made by ./dev build")
if(NOT EXISTS "${C360_DUCKDB_DIR}/libduckdb.so")
  message(FATAL_ERROR "libduckdb.so is not in ${C360_DUCKDB_DIR}: run ./dev build, which fetches it")
endif()
add_library(duckdb SHARED IMPORTED)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION "${C360_DUCKDB_DIR}/libduckdb.so"
  INTERFACE_INCLUDE_DIRECTORIES "${C360_DUCKDB_DIR}")

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(simdjson REQUIRED)
find_package(EXPAT REQUIRED)
find_package(Boost REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(EDIT REQUIRED IMPORTED_TARGET libedit)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)

# Only libpq's header: publish/postgres/libpq.cc loads the library when it is needed.
pkg_check_modules(LIBPQ REQUIRED libpq)
add_library(c360_libpq_header INTERFACE)
target_include_directories(c360_libpq_header SYSTEM INTERFACE ${LIBPQ_INCLUDE_DIRS})

# Only unixODBC's headers, for the same reason: publish/odbc/libodbc.cc loads the driver manager.
pkg_check_modules(ODBC REQUIRED odbc)
add_library(c360_odbc_header INTERFACE)
target_include_directories(c360_odbc_header SYSTEM INTERFACE ${ODBC_INCLUDE_DIRS})

if(C360_BUILD_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
