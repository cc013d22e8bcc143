#include "c360/ingest/bronze.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/side_by_side.h"
#include "c360/ingest/bronze_columns.h"
#include "c360/ingest/file_scan.h"
#include "c360/ingest/scan_function.h"
#include "c360/lakehouse/write.h"

namespace c360::ingest {
namespace {

constexpr int kCommitAttempts = 5;

std::string app_id(const std::string& source) {
  return "c360/ingest/" + source;
}

std::optional<delta::Snapshot> latest(lakehouse::LakeTable& table) {
  if (!table.log().exists()) return std::nullopt;
  return table.log().latest();
}

std::int64_t last_file(const std::optional<delta::Snapshot>& snapshot, const std::string& source) {
  return snapshot ? snapshot->app_version(app_id(source)).value_or(0) : 0;
}

/// What one commit brings to one of the two tables.
struct Append {
  delta::Schema schema;
  std::vector<std::string> partition_columns;
  bool new_schema = false;
  std::vector<delta::AddFile> files;
  std::int64_t last_file = 0;
  std::string description;
};

delta::Metadata metadata_of(const Append& append) {
  delta::Metadata metadata;
  metadata.id = random_uuid();
  metadata.description = append.description;
  metadata.schema = append.schema;
  metadata.partition_columns = append.partition_columns;
  return metadata;
}

delta::CommitResult append_to(const delta::Snapshot& snapshot, lakehouse::LakeTable& table, const std::string& source,
                              const Append& append) {
  delta::Transaction transaction = table.log().begin(snapshot);
  if (append.new_schema) {
    delta::Metadata metadata = snapshot.metadata();
    metadata.schema = append.schema;
    transaction.set_metadata(std::move(metadata));
  }
  for (const delta::AddFile& file : append.files) transaction.add(file);
  transaction.set_app_version(app_id(source), append.last_file);
  transaction.set_operation("WRITE", {{"mode", "Append"}});
  transaction.set_blind_append(true);
  return transaction.commit();
}

/// The version that holds the append; nullopt if another process changed the table meanwhile. The files are discarded
/// where it is certain that no version names them.
std::optional<delta::Version> commit(const std::optional<delta::Snapshot>& snapshot, lakehouse::LakeTable& table,
                                     const std::string& source, const Append& append) {
  if (snapshot) {
    const delta::CommitResult result = append_to(*snapshot, table, source, append);
    if (result.kind != delta::CommitResult::Kind::kCommitted) lakehouse::discard(table, append.files);
    if (result.kind == delta::CommitResult::Kind::kConflict) return std::nullopt;
    return result.version;
  }
  try {
    const std::vector<delta::Txn> transactions = {{app_id(source), append.last_file, std::nullopt}};
    return table.log().create(metadata_of(append), "CREATE TABLE", append.files, transactions).version();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kConflict) throw;
    lakehouse::discard(table, append.files);
    return std::nullopt;
  }
}

/// Lets a watch ask for as long as it lives.
class Watched {
 public:
  Watched(const Watch& watch, std::function<double()> share) : watch_(watch) {
    if (watch_) watch_(std::move(share));
  }
  ~Watched() {
    if (watch_) watch_({});
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

 private:
  const Watch& watch_;
};

/// One try at bringing both tables up to date with the register.
class BronzeWriter {
 public:
  BronzeWriter(lakehouse::Lakehouse& lake, const std::string& source, const Cancellation& cancel, const Watch& watch)
      : lake_(lake),
        source_(source),
        cancel_(cancel),
        watch_(watch),
        bronze_(lake.table(bronze_table(source))),
        malformed_(lake.table(malformed_table(source))),
        bronze_snapshot_(latest(bronze_)),
        malformed_snapshot_(latest(malformed_)),
        columns_(bronze_snapshot_ ? std::optional(bronze_snapshot_->schema()) : std::nullopt) {
    if (bronze_snapshot_) result_.bronze_version = bronze_snapshot_->version();
    if (malformed_snapshot_) result_.malformed_version = malformed_snapshot_->version();
  }

  /// False if another process changed a table meanwhile.
  bool run(const FileRegister& files, const OpenEntry& open, const std::vector<std::string>& first_columns) {
    const std::int64_t done = last_file(bronze_snapshot_, source_);
    if (done > files.last_file_no()) refuse_lost_register(done);
    for (const FileEntry& entry : files.entries()) {
      if (entry.file_no > done) result_.files.push_back(entry);
    }
    if (result_.files.empty()) return true;
    open_scan_of_files(open, first_columns);
    lakehouse::Uncommitted rows(bronze_), malformed(malformed_);
    write_rows(rows);
    check_sums(rows.rows().rows);
    malformed.add(write_malformed());
    cancel_.check();
    return commit_malformed(malformed.take()) && commit_bronze(rows.take());
  }

  BronzeResult take() { return std::move(result_); }

 private:
  void open_scan_of_files(const OpenEntry& open, const std::vector<std::string>& first_columns) {
    std::vector<FileToRead> to_read;
    for (const FileEntry& entry : result_.files) {
      cancel_.check();
      FileToRead file;
      file.file = open(entry).file;
      file.file_no = entry.file_no;
      file.ingested_at = entry.discovered;
      file.batch_id = entry.batch_id;
      file.match = columns_.match(file.file->header(), entry.path, result_.notes);
      to_read.push_back(std::move(file));
    }
    columns_.complete(first_columns);
    scan_ = std::make_shared<FileScan>(table_columns(columns_.schema()), std::move(to_read), &cancel_);
  }

  /// A file is registered before its rows are committed; so whoever sees the rows must find it in the register, unless
  /// another process was both at once since the register was read.
  void refuse_lost_register(std::int64_t done) {
    const std::int64_t registered = FileRegister::read(lake_.store(), source_).last_file_no();
    if (registered >= done) return;
    throw Error(ErrorCode::kCorrupt,
                fmt::format("bronze.{} has the rows of {} files, but the register of files knows only {}: it was lost, "
                            "and new files would be taken for old ones",
                            source_, done, registered),
                fmt::format("restore {} from a backup, or begin with a new lakehouse",
                            lake_.store().display("_c360/files/" + source_)));
  }

  void write_rows(lakehouse::Uncommitted& rows) {
    if (scan_->records() == 0) return;
    const ScanFunction all(lake_.database(), [this](std::size_t file) { return open_scan(scan_, file); });
    std::vector<lakehouse::WrittenRows> parts(scan_->files().size());
    const Watched watched(watch_, [scan = scan_] { return scan->share_read(); });
    const auto add_parts = [&] {
      for (lakehouse::WrittenRows& part : parts) rows.add(std::move(part));
    };
    try {
      side_by_side(parts.size(), [&](std::size_t file) { parts[file] = write_rows_of(file, all); });
    } catch (...) {
      add_parts();
      throw;
    }
    add_parts();
  }

  /// One data file for each source file, so that what is the same in all its rows is a partition value and stands in
  /// the log alone.
  lakehouse::WrittenRows write_rows_of(std::size_t at, const ScanFunction& rows) {
    const FileToRead& file = scan_->files()[at];
    if (file.file->scan().records == 0) return {};
    engine::Connection connection = lake_.database().connect();
    return lakehouse::write_partition(connection, bronze_, columns_.schema(),
                                      file_values(file.file->name(), file.file_no, file.ingested_at, file.batch_id),
                                      rows.query(at));
  }

  /// Promise 1 at its first door: the counting pass against the reader, file by file, and against what was written.
  void check_sums(std::int64_t written) {
    for (std::size_t at = 0; at < result_.files.size(); ++at) {
      const FileEntry& entry = result_.files[at];
      const FileScan::Tally& tally = scan_->tally(at);
      if (tally.rows + tally.malformed != entry.records) {
        throw Error(ErrorCode::kInternal,
                    fmt::format("{} has {} records by the counting pass, but reading gave {} rows and {} malformed "
                                "records; nothing of it was taken in",
                                entry.path, entry.records, tally.rows.load(), tally.malformed.load()),
                    "keep the file and report this as a fault of c360");
      }
      result_.rows += tally.rows;
      result_.malformed += tally.malformed;
    }
    if (written == result_.rows) return;
    throw Error(ErrorCode::kInternal,
                fmt::format("{} rows of '{}' were read but {} written to bronze", result_.rows, source_, written));
  }

  lakehouse::WrittenRows write_malformed() {
    const std::int64_t done = last_file(malformed_snapshot_, source_);
    auto records = std::make_shared<std::vector<MalformedRecord>>(scan_->take_malformed());
    std::erase_if(*records, [&](const MalformedRecord& record) { return result_.files[record.file].file_no <= done; });
    if (records->empty()) return {};
    engine::Connection connection = lake_.database().connect();
    const ScanFunction rows(lake_.database(), [&](std::size_t) { return open_malformed(scan_, records); });
    return lakehouse::write_files(connection, malformed_, malformed_schema(), rows.query(0));
  }

  bool commit_malformed(lakehouse::WrittenRows rows) {
    if (malformed_snapshot_ && rows.files.empty()) return true;
    Append append;
    append.schema = malformed_schema();
    append.files = std::move(rows.files);
    append.last_file = result_.files.back().file_no;
    append.description = "Records of the source '" + source_ + "' that could not be read as rows";
    return keep(result_.malformed_version, commit(malformed_snapshot_, malformed_, source_, append));
  }

  bool commit_bronze(lakehouse::WrittenRows rows) {
    Append append;
    append.schema = columns_.schema();
    append.partition_columns = file_columns();
    append.new_schema = columns_.grown();
    append.files = std::move(rows.files);
    append.last_file = result_.files.back().file_no;
    append.description = "Rows of the source '" + source_ + "' as they came";
    return keep(result_.bronze_version, commit(bronze_snapshot_, bronze_, source_, append));
  }

  static bool keep(delta::Version& version, std::optional<delta::Version> committed) {
    if (committed) version = *committed;
    return committed.has_value();
  }

  lakehouse::Lakehouse& lake_;
  const std::string& source_;
  const Cancellation& cancel_;
  const Watch& watch_;
  lakehouse::LakeTable bronze_;
  lakehouse::LakeTable malformed_;
  std::optional<delta::Snapshot> bronze_snapshot_;
  std::optional<delta::Snapshot> malformed_snapshot_;
  BronzeColumns columns_;
  std::shared_ptr<FileScan> scan_;
  BronzeResult result_;
};

}  // namespace

lakehouse::TableName bronze_table(const std::string& source) {
  return {"bronze", source};
}

lakehouse::TableName malformed_table(const std::string& source) {
  return {"bronze", source + "__malformed"};
}

std::int64_t last_file_in_bronze(lakehouse::Lakehouse& lake, const std::string& source) {
  lakehouse::LakeTable table = lake.table(bronze_table(source));
  return last_file(latest(table), source);
}

BronzeResult bring_up_to_date(lakehouse::Lakehouse& lake, const std::string& source, const FileRegister& files,
                              const OpenEntry& open, const std::vector<std::string>& first_columns,
                              const Cancellation& cancel, const Watch& watch) {
  if (files.entries().empty()) return {};
  for (int attempt = 1; attempt <= kCommitAttempts; ++attempt) {
    BronzeWriter writer(lake, source, cancel, watch);
    if (!writer.run(files, open, first_columns)) continue;
    BronzeResult result = writer.take();
    result.attempts = attempt;
    return result;
  }
  throw Error(ErrorCode::kConflict,
              fmt::format("others changed bronze.{} {} times in a row while its files were being added", source,
                          kCommitAttempts),
              "let one run work at a time");
}

}  // namespace c360::ingest
