// What questions read instead of tables: kept for each reading in the background, in files of a cache.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/metric/keeping.h"
#include "c360/serve/kept_folders.h"
#include "c360/serve/reading.h"

namespace c360::serve {

/// Sees to it that every reading has what is worth keeping of its snapshot, as its own readers see it
/// (metric/keeping.h). Whatever goes wrong, nothing is kept, and questions read the tables. One thread.
class KeptRows {
 public:
  struct Options {
    std::filesystem::path cache;
    std::uint64_t memory = 0;     ///< bytes while rows are being kept; 0: a quarter of the machine's
    std::int64_t least_rows = 0;  ///< an entity with fewer is not worth it
  };
  /// `log` is told what is kept and what goes wrong; all must outlive this.
  KeptRows(Readings& readings, Options options, std::function<void(const std::string&)> log, const Cancellation& stop);

  /// Keeps what is to be kept of a reading that nothing is kept of yet.
  void look();

 private:
  using Plans = std::vector<metric::Keeping>;

  /// False: another process is keeping; to be looked at again.
  bool keep(const Reading& reading);
  Plans plans_of(const Reading& reading) const;
  bool open(const Reading& reading, const Plans& plans, const std::string& signature);
  void make(const Reading& reading, const Plans& plans, const std::string& signature);
  std::string signature_of(const Reading& reading, const Plans& plans) const;
  engine::Connection connect(const Reading& reading) const;

  Readings& readings_;
  Options options_;
  std::function<void(const std::string&)> log_;
  const Cancellation& stop_;
  const std::string instance_;  ///< rows of who sees less than all are not left to another process
};

}  // namespace c360::serve
