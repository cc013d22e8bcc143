# Install: the binary with libduckdb.so beside it, found by relative RPATH, so that the folder can be moved anywhere.
