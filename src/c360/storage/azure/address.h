// Where things are in Azure Storage, as users write it.
#pragma once

#include <string>
#include <string_view>

namespace c360::storage::azure {

/// The Blob service of one account.
struct Endpoint {
  std::string origin;     ///< "https://shop.blob.core.windows.net", "http://127.0.0.1:10000"
  std::string base_path;  ///< "" or, for emulators, "/devstoreaccount1"
  std::string account;    ///< "shop"
};

/// A folder of a container.
struct Address {
  std::string written;    ///< as users write it, without '/' at its end; holds no secret
  Endpoint endpoint;      ///< origin and account are empty where the address does not name them
  std::string container;  ///< of OneLake: the workspace
  std::string path;       ///< below the container, without '/' at its ends; may be empty
};

/// Whether a text is an address in Azure Storage rather than a local folder: abfss://, abfs://, azure://, az:// or
/// https:// and a host of Azure's.
bool is_address(std::string_view text);

/// Reads `abfss://container@account.dfs.core.windows.net/path` (also of OneLake and of other clouds),
/// `abfss://account.dfs.core.windows.net/container/path`, `azure://container/path` and
/// `https://account.blob.core.windows.net/container/path`; the schemes abfs, az, azure and abfss mean the same. An
/// account's Data Lake host becomes that of its Blob service. Throws Error(kUsage) for anything else and for an address
/// with a query, which could hold a secret.
Address parse_address(std::string_view text);

/// Blobs by a pattern.
struct BlobPattern {
  Address container;    ///< its path is empty
  std::string folder;   ///< of the pattern, up to its first wildcard, without '/' at its ends
  std::string pattern;  ///< below the container: "2024/*/orders*.csv"
};

/// Reads an address whose path may have the wildcards `*`, `?` and `[…]` in it. Throws Error(kUsage) as parse_address()
/// does, for one that names no file, and for one with '=' behind a '?', which could be a query that holds a secret.
BlobPattern parse_blob_pattern(std::string_view text);

/// The endpoint that settings name: "http://127.0.0.1:10000/devstoreaccount1" or "https://shop.blob.example". Throws
/// Error(kUsage) for what is no http(s) address.
Endpoint parse_endpoint(std::string_view text);

}  // namespace c360::storage::azure
