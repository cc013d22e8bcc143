// The untouched bytes of what was taken in, kept for audit: landing/<source>/<file number>-<name> in the lakehouse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "c360/base/clock.h"
#include "c360/ingest/file_register.h"
#include "c360/ingest/found_file.h"
#include "c360/storage/object_store.h"

namespace c360::ingest {

/// A file's copy in the lakehouse's store.
struct Landed {
  enum class Kind {
    kCopied,
    kVanished,  ///< the file is gone; nothing was kept
    kRestless,  ///< the file changed while it was copied, three times in a row; nothing was kept
  };
  Kind kind = Kind::kCopied;
  std::string path;  ///< in the store; unique, so that two processes never write one object
  FileStamp stamp;   ///< of the bytes that were copied
};

/// Copies a file, or a member's unpacked bytes, from wherever it was found (FileOrigin), and makes the copy durable.
/// Any thread may call it. Throws Error(kIo, kNoSpace).
Landed land(storage::ObjectStore& lake, const std::string& source, std::int64_t file_no, const FoundFile& file);

/// Keeps bytes that came over the network, under their name. Returns their place in the store. Throws Error(kIo,
/// kNoSpace).
std::string land_bytes(storage::ObjectStore& lake, const std::string& source, std::int64_t file_no,
                       const std::string& name, std::string_view bytes);

/// Removes copies of a source that no register entry names and that are older than a day: a run was killed before it
/// could register them.
void sweep_landing(storage::ObjectStore& lake, const std::string& source, const FileRegister& files, Micros now);

}  // namespace c360::ingest
