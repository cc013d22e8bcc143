#include "c360/contract/decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/row_reading.h"
#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/lakehouse/write.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

namespace fn = sql::fn;
using lakehouse::LakeTable;

constexpr const char* kDecisionNo = "decision_no";
constexpr const char* kDecided = "decision";
constexpr const char* kEntity = "entity";
constexpr const char* kSource = "source";
constexpr const char* kReleases = "releases";

/// How often a decision is tried while others decide at the same time.
constexpr int kMostTries = 200;

constexpr std::array<std::pair<Verdict, std::string_view>, 3> kVerdictNames = {
    {{Verdict::kRelease, "release"}, {Verdict::kDismiss, "dismiss"}, {Verdict::kWithdraw, "withdraw"}}};

delta::Schema decisions_schema() {
  using sql::TypeKind;
  const std::array<std::pair<const char*, TypeKind>, 11> columns = {{{kDecisionNo, TypeKind::kBigint},
                                                                     {kDecided, TypeKind::kString},
                                                                     {kEntity, TypeKind::kString},
                                                                     {kSource, TypeKind::kString},
                                                                     {kSourceFile, TypeKind::kString},
                                                                     {kSourceRow, TypeKind::kBigint},
                                                                     {kFileNo, TypeKind::kBigint},
                                                                     {"reasons", TypeKind::kStringList},
                                                                     {"who", TypeKind::kString},
                                                                     {"why", TypeKind::kString},
                                                                     {"decided", TypeKind::kTimestamp}}};
  delta::Schema schema;
  for (const auto& [name, kind] : columns) schema.fields.push_back({name, lakehouse::delta_type({kind}), true, {}});
  return schema;
}

sql::Query decision_rows(const Decision& decision, std::int64_t number, Micros now, const sql::Relation& records) {
  sql::Query rows;
  rows.from = records;
  rows.select = {{sql::literal(number), kDecisionNo},
                 {sql::literal(to_string(decision.verdict)), kDecided},
                 {sql::literal(decision.entity), kEntity},
                 {sql::literal(decision.source), kSource},
                 {sql::column(kSourceFile), kSourceFile},
                 {sql::column(kSourceRow), kSourceRow},
                 {sql::column(kFileNo), kFileNo},
                 {sql::column(kReasons), "reasons"},
                 {sql::literal(decision.who), "who"},
                 {sql::literal(decision.why), "why"},
                 {sql::literal(format_utc(now), {sql::TypeKind::kTimestamp}), "decided"}};
  return rows;
}

std::int64_t last_number(engine::Connection& connection, LakeTable& table, const delta::Snapshot& snapshot) {
  sql::Query last;
  last.from = lakehouse::scan(table.store(), snapshot, {kDecisionNo});
  last.select = {
      {sql::call(fn::kCoalesce, {sql::call(fn::kMax, {sql::column(kDecisionNo)}), sql::literal(std::int64_t{0})}),
       kDecisionNo}};
  return connection.query_bigint(last);
}

delta::CommitResult create(LakeTable& table, const std::vector<delta::AddFile>& files) {
  delta::Metadata metadata;
  metadata.id = random_uuid();
  metadata.name = table.name().name;
  metadata.description = "What people decided about quarantined rows";
  metadata.schema = decisions_schema();
  metadata.configuration["delta.appendOnly"] = "true";
  return table.log().commit_prepared(0, table.log().prepare_create(metadata, "CREATE TABLE AS SELECT", files));
}

/// It has read which number is the last, so that another append collides with it.
delta::CommitResult append(LakeTable& table, const delta::Snapshot& read, const std::vector<delta::AddFile>& files) {
  delta::Transaction transaction = table.log().begin(read);
  for (const delta::AddFile& file : files) transaction.add(file);
  transaction.set_operation("WRITE", {{"mode", "Append"}});
  return transaction.commit();
}

/// nullopt where another process has decided meanwhile.
std::optional<RecordedDecision> try_to_record(engine::Connection& connection, lakehouse::Lakehouse& lake,
                                              const Decision& decision, const sql::Relation& records) {
  LakeTable table = lake.table(decisions_table());
  const std::optional<delta::Snapshot> read = table.log().exists() ? std::optional(table.log().latest()) : std::nullopt;
  const std::int64_t number = 1 + (read ? last_number(connection, table, *read) : 0);
  lakehouse::Uncommitted written(table);
  written.add(lakehouse::write_files(connection, table, decisions_schema(),
                                     decision_rows(decision, number, lake.clock().now(), records)));
  const RecordedDecision made{number, written.rows().rows};
  if (made.records == 0) return RecordedDecision{};
  const lakehouse::WrittenRows rows = written.take();
  const delta::CommitResult result = read ? append(table, *read, rows.files) : create(table, rows.files);
  if (result.kind != delta::CommitResult::Kind::kConflict) return made;
  lakehouse::discard(table, rows.files);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  return std::find_if(kVerdictNames.begin(), kVerdictNames.end(),
                      [&](const auto& each) { return each.first == verdict; })
      ->second;
}

std::optional<Verdict> verdict_of(std::string_view name) {
  for (const auto& [verdict, text] : kVerdictNames) {
    if (text == name) return verdict;
  }
  return std::nullopt;
}

bool can_be_waived(values::Rule rule) {
  return rule != values::Rule::kType && rule != values::Rule::kMaxLength;
}

std::optional<std::string> why_held_back(const project::Contract& contract, std::string_view reason) {
  const std::size_t open = reason.find('(');
  if (open == std::string_view::npos || !reason.ends_with(")")) return std::nullopt;
  const std::string_view rule = reason.substr(0, open);
  const project::ColumnSpec* column = contract.find(reason.substr(open + 1, reason.size() - open - 2));
  if (column == nullptr) return std::nullopt;
  if (rule == "reference" && column->references)
    return fmt::format("{} is not in {}; it follows by itself once that row is in silver", column->name,
                       column->references->entity);
  if (std::find(contract.key.begin(), contract.key.end(), column->name) != contract.key.end())
    return fmt::format("{} is of the key", column->name);
  if (rule == values::to_string(values::Rule::kType))
    return fmt::format("{} cannot be read as {}", column->name, column->type.to_string());
  if (rule == values::to_string(values::Rule::kMaxLength))
    return fmt::format("{} is longer than silver promises", column->name);
  return std::nullopt;
}

lakehouse::TableName decisions_table() {
  return {"bronze", "_decisions"};
}

RecordedDecision record_decision(engine::Connection& connection, lakehouse::Lakehouse& lake, const Decision& decision,
                                 const sql::Relation& records) {
  for (int tried = 0; tried < kMostTries; ++tried) {
    if (const auto made = try_to_record(connection, lake, decision, records)) return *made;
  }
  throw Error(ErrorCode::kConflict, "others decide about quarantined rows all the time; nothing was decided here",
              "try again");
}

sql::Query last_verdicts(const sql::Relation& decisions, const project::Contract& contract) {
  sql::Query last;
  last.from = decisions;
  last.where = sql::all_of({sql::equal(sql::column(kEntity), sql::literal(contract.entity)),
                            sql::equal(sql::column(kSource), sql::literal(contract.from))});
  last.select = {{sql::column(kFileNo), kFileNo},
                 {sql::column(kSourceRow), kSourceRow},
                 {sql::call(fn::kArgMax, {sql::column(kDecided), sql::column(kDecisionNo)}), kVerdict},
                 {sql::call(fn::kMax, {sql::column(kDecisionNo)}), kVerdictNo}};
  last.group_by = {sql::column(kFileNo), sql::column(kSourceRow)};
  return last;
}

sql::Relation with_verdicts(const sql::Relation& rows, const sql::Relation& verdicts) {
  constexpr const char* kRows = "__rows";
  constexpr const char* kVerdicts = "__verdicts";
  sql::Query joined;
  joined.from = named(rows, kRows);
  joined.select = {{sql::star(kRows), ""},
                   {sql::column(kVerdicts, kVerdict), kVerdict},
                   {sql::column(kVerdicts, kVerdictNo), kVerdictNo}};
  std::vector<sql::Expr> same;
  for (const char* name : {kFileNo, kSourceRow}) {
    same.push_back(sql::equal(sql::column(kRows, name), sql::column(kVerdicts, name)));
  }
  sql::join_left(joined, named(verdicts, kVerdicts), sql::all_of(std::move(same)));
  return sql::subquery(std::move(joined));
}

MarksByEntity decision_marks(engine::Connection& connection, const sql::Relation& decisions) {
  const sql::Expr release = sql::literal(to_string(Verdict::kRelease));
  const sql::Expr released =
      sql::case_when({{sql::equal(sql::column(kDecided), release), sql::literal(std::int64_t{1})}},
                     sql::null_of({sql::TypeKind::kBigint}));
  sql::Query query;
  query.from = decisions;
  query.select = {{sql::column(kEntity), kEntity},
                  {sql::column(kSource), kSource},
                  {sql::call(fn::kMax, {sql::column(kDecisionNo)}), kDecisionNo},
                  {sql::call(fn::kCount, {released}), kReleases}};
  query.group_by = {sql::column(kEntity), sql::column(kSource)};
  MarksByEntity marks;
  engine::Result result = connection.query(query);
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      const std::int64_t last = chunk->bigint(2, row);
      marks[{std::string(chunk->text(0, row)), std::string(chunk->text(1, row))}] = {
          last, chunk->bigint(3, row) > 0 ? last : 0};
    }
  }
  return marks;
}

}  // namespace c360::contract
