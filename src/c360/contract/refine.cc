#include "c360/contract/refine.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/decisions.h"
#include "c360/contract/quarantine_limit.h"
#include "c360/contract/rejection_plan.h"
#include "c360/contract/row_checks.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/row_plan.h"
#include "c360/contract/temporary_table.h"
#include "c360/lakehouse/scan.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

/// How many rejected rows an error shows.
constexpr std::int64_t kMostRejected = 3;

/// What people decided about this entity's records; null where that is nothing.
std::unique_ptr<TemporaryTable> verdicts_of(engine::Connection& connection, const project::Contract& contract,
                                            const RefineInputs& inputs) {
  if (!inputs.decisions) return nullptr;
  auto verdicts =
      std::make_unique<TemporaryTable>(connection, "__c360_verdicts", last_verdicts(*inputs.decisions, contract));
  return verdicts->rows() > 0 ? std::move(verdicts) : nullptr;
}

/// One refinement under way.
class Refinement {
 public:
  Refinement(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
             const RefineInputs& inputs)
      : connection_(connection),
        lake_(lake),
        contract_(contract),
        bronze_(inputs.bronze),
        parents_(connection, contract, inputs.parents),
        verdicts_(verdicts_of(connection, contract, inputs)),
        rows_(contract, inputs.bronze_schema, parents_),
        plan_(rows_),
        rejection_(rows_, verdicts_ != nullptr),
        aside_(connection, plan_.aside_columns()) {
    out_.silver_schema = silver_schema(contract);
    out_.quarantine_schema = quarantine_schema(inputs.bronze_schema);
  }

  Refined run(const Cancellation& cancel) {
    try {
      refine_all(cancel);
    } catch (...) {
      discard("silver", out_.silver);
      discard("quarantine", out_.quarantine);
      throw;
    }
    return std::move(out_);
  }

 private:
  void refine_all(const Cancellation& cancel) {
    count_bronze();
    cancel.check();
    write_standing_rows();
    cancel.check();
    find_duplicates();
    find_released_rows();
    cancel.check();
    find_versions();
    cancel.check();
    write_quarantine();
    refuse_too_many_quarantined(contract_, out_, [this] { return first_rejected({}); });
    write_latest_versions();
    cancel.check();
    check_standing_rows(connection_, lake_, contract_, parents_, out_);
  }

  void discard(const char* layer, const lakehouse::WrittenRows& rows) {
    lakehouse::LakeTable table = lake_.table({layer, contract_.entity});
    lakehouse::discard(table, rows.files);
  }

  void count_bronze() {
    sql::Query count;
    count.from = bronze_;
    count.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    out_.bronze_rows = connection_.query_bigint(count);
  }

  /// The one pass over all of bronze's columns.
  void write_standing_rows() {
    const RepeatedKeys repeated(connection_, plan_.keys(bronze_), plan_.key_is_whole_number());
    any_repeated_ = !repeated.none();
    add_silver(plan_.standing_rows(bronze_, repeated, aside_));
    const std::int64_t set_aside = aside_.finish();
    if (out_.silver.rows + set_aside == out_.bronze_rows) return;
    throw Error(ErrorCode::kInternal, fmt::format("{}: of {} rows, {} went to silver and {} were set aside",
                                                  contract_.entity, out_.bronze_rows, out_.silver.rows, set_aside));
  }

  void add_silver(const sql::Query& rows) {
    lakehouse::LakeTable table = lake_.table({"silver", contract_.entity});
    lakehouse::WrittenRows written = lakehouse::write_files(connection_, table, out_.silver_schema, rows);
    out_.silver.rows += written.rows;
    std::move(written.files.begin(), written.files.end(), std::back_inserter(out_.silver.files));
  }

  /// Among the rows of repeated keys.
  void find_duplicates() {
    if (!any_repeated_) return;
    const sql::Relation rows = decided(plan_.of_repeated_keys(aside_.relation()));
    repeated_ = std::make_unique<TemporaryTable>(connection_, "__c360_repeated_rows",
                                                 plan_.repeated_rows(rows, verdicts_ != nullptr));
    out_.exact_duplicates = connection_.query_bigint(plan_.count_duplicates(repeated_->relation()));
  }

  sql::Relation distinct_repeated_rows() const { return plan_.without_duplicates(repeated_->relation()); }
  sql::Relation single_rows() const { return decided(plan_.of_single_keys(aside_.relation())); }

  sql::Relation decided(const sql::Relation& rows) const {
    return verdicts_ ? with_verdicts(rows, verdicts_->relation()) : rows;
  }

  void find_released_rows() {
    if (!verdicts_) return;
    sql::Query released;
    released.union_all.push_back(rejection_.released_rows(single_rows(), false));
    if (repeated_) released.union_all.push_back(rejection_.released_rows(distinct_repeated_rows(), true));
    released_ = std::make_unique<TemporaryTable>(connection_, "__c360_released", released);
    out_.released = released_->rows();
    if (out_.released == 0) return;
    let_released_rows_lack_values();
    add_silver(rejection_.released_of(released_->relation(), false));
  }

  /// Silver's columns that are never NULL otherwise, and are in a released row.
  void let_released_rows_lack_values() {
    const std::vector<std::string> required = rejection_.required_columns();
    engine::Result counts = connection_.query(rejection_.count_values(released_->relation()));
    const auto chunk = counts.next();
    for (std::size_t i = 0; i < required.size(); ++i) {
      if (chunk->bigint(i + 1, 0) == out_.released) continue;
      for (delta::Field& field : out_.silver_schema.fields) {
        if (field.name == required[i]) field.nullable = true;
      }
    }
  }

  void find_versions() {
    if (!any_repeated_) return;
    sql::Query valid = plan_.valid_rows(distinct_repeated_rows());
    if (out_.released > 0) {
      sql::Query both;
      both.union_all = {std::move(valid), rejection_.released_of(released_->relation(), true)};
      valid = std::move(both);
    }
    versions_ = std::make_unique<TemporaryTable>(connection_, "__c360_versions",
                                                 plan_.versions(sql::subquery(std::move(valid))));
    out_.older_versions = connection_.query_bigint(plan_.count_older(versions_->relation()));
  }

  void write_quarantine() {
    sql::Query rejected;
    rejected.union_all.push_back(rejection_.rejected_rows(single_rows()));
    if (repeated_) rejected.union_all.push_back(rejection_.rejected_rows(distinct_repeated_rows()));
    lakehouse::LakeTable table = lake_.table({"quarantine", contract_.entity});
    out_.quarantine =
        lakehouse::write_files(connection_, table, out_.quarantine_schema, rejection_.quarantine_rows(rejected));
    count_reasons(quarantined({kReasons, kDecision}));
    if (out_.held_back > 0) out_.held_back_rows = first_rejected(is_decided(Verdict::kRelease));
  }

  static sql::Expr is_decided(Verdict verdict) {
    return sql::equal(sql::column(kDecision), sql::literal(to_string(verdict)));
  }

  /// The quarantine as it will be.
  sql::Relation quarantined(const std::vector<std::string>& columns) {
    lakehouse::LakeTable table = lake_.table({"quarantine", contract_.entity});
    delta::Metadata metadata;
    metadata.schema = out_.quarantine_schema;
    return lakehouse::scan_files(table.store(), metadata, out_.quarantine.files, columns);
  }

  /// "data/orders.csv row 17: …", for the first few rows by arrival.
  std::vector<std::string> first_rejected(const std::optional<sql::Expr>& condition) {
    sql::Query first;
    first.from = quarantined({kSourceFile, kSourceRow, kFileNo, kMessage, kDecision});
    first.where = condition;
    first.select = {{sql::column(kSourceFile), {}}, {sql::column(kSourceRow), {}}, {sql::column(kMessage), {}}};
    first.order_by = {{sql::column(kFileNo), false, true}, {sql::column(kSourceRow), false, true}};
    first.limit = kMostRejected;
    std::vector<std::string> rows;
    engine::Result result = connection_.query(first);
    while (const auto chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        rows.push_back(fmt::format("{} row {}: {}", chunk->text(0, row), chunk->bigint(1, row), chunk->text(2, row)));
      }
    }
    return rows;
  }

  void count_reasons(const sql::Relation& quarantine) {
    const std::set<std::string> references = rejection_.reference_reasons();
    engine::Result counts = connection_.query(rejection_.count_reasons(quarantine));
    while (const auto chunk = counts.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        const std::vector<std::string> reasons = chunk->text_list(0, row);
        const std::int64_t rows = chunk->bigint(2, row);
        for (const std::string& reason : reasons) out_.reasons[reason] += rows;
        const bool for_cause = std::any_of(reasons.begin(), reasons.end(),
                                           [&](const std::string& reason) { return !references.contains(reason); });
        if (for_cause) out_.quarantined_for_cause += rows;
        if (!chunk->is_null(1, row)) count_decided(chunk->text(1, row), reasons, rows);
      }
    }
  }

  void count_decided(std::string_view decision, const std::vector<std::string>& reasons, std::int64_t rows) {
    if (decision == to_string(Verdict::kRelease)) {
      out_.held_back += rows;
      return;
    }
    out_.dismissed.rows += rows;
    for (const std::string& reason : reasons) out_.dismissed.reasons[reason] += rows;
  }

  void write_latest_versions() {
    if (versions_) add_silver(plan_.latest(versions_->relation()));
  }

  engine::Connection& connection_;
  lakehouse::Lakehouse& lake_;
  const project::Contract& contract_;
  const sql::Relation& bronze_;
  ParentKeys parents_;
  std::unique_ptr<TemporaryTable> verdicts_;  // none where nothing was decided about the entity
  RowReading rows_;
  RowPlan plan_;
  RejectionPlan rejection_;
  engine::SideTable aside_;
  bool any_repeated_ = false;
  std::unique_ptr<TemporaryTable> repeated_, versions_;  // none where every key stands on one row only
  std::unique_ptr<TemporaryTable> released_;             // none where nothing was decided
  Refined out_;
};

}  // namespace

Refined refine(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
               const RefineInputs& inputs, const Cancellation& cancel) {
  return Refinement(connection, lake, contract, inputs).run(cancel);
}

}  // namespace c360::contract
