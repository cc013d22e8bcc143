# Install and package. The program and libduckdb.so share a folder of their own, lib/c360, and bin/c360 is a relative
# link to the program: the whole prefix can be moved anywhere.
include(GNUInstallDirs)
set(C360_PRIVATE_DIR lib/c360)

if(TARGET c360_binary)
  install(TARGETS c360_binary RUNTIME DESTINATION "${C360_PRIVATE_DIR}")
  install(FILES "${C360_DUCKDB_DIR}/libduckdb.so" DESTINATION "${C360_PRIVATE_DIR}")
  install(CODE "
    set(bin \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin\")
    file(MAKE_DIRECTORY \"\${bin}\")
    file(CREATE_LINK \"../${C360_PRIVATE_DIR}/c360\" \"\${bin}/c360\" SYMBOLIC)")
  install(FILES LICENSE README.md CHANGELOG.md packaging/third-party-notices.md DESTINATION share/doc/c360)
  install(FILES packaging/copyright DESTINATION share/doc/c360)
  install(FILES packaging/completion.bash DESTINATION share/bash-completion/completions RENAME c360)
endif()

set(CPACK_PACKAGE_NAME c360)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The c360 authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Customer 360 lakehouse in one program")
set(CPACK_PACKAGE_DESCRIPTION "From CSV files to bronze, silver and gold Delta tables, with every row accounted for.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS libpq5)  # loaded by `c360 publish` alone
set(CPACK_DEBIAN_PACKAGE_SUGGESTS libodbc2)  # the same
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${C360_DUCKDB_DIR}")
include(CPack)
