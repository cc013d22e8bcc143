#include "c360/session/masks.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "c360/base/secrets.h"
#include "c360/engine/scalar_function.h"
#include "c360/lakehouse/column_notes.h"
#include "c360/project/personal_data.h"
#include "c360/sql/mask_functions.h"

namespace c360::session {
namespace {

using lakehouse::TableName;
using project::PersonalData;

/// What stands where it is not known which data it is.
const std::string kUnknown{to_string(PersonalData::kOther)};

/// Kinds whose numbers name somebody, so that nobody adds them up.
constexpr std::array kNaming = {PersonalData::kName,        PersonalData::kEmail,    PersonalData::kPhone,
                                PersonalData::kNationalId,  PersonalData::kTaxId,    PersonalData::kBankAccount,
                                PersonalData::kPaymentCard, PersonalData::kUserName, PersonalData::kIpAddress,
                                PersonalData::kDeviceId};

bool names_somebody(const std::set<std::string>& kinds) {
  return std::all_of(kinds.begin(), kinds.end(), [](const std::string& kind) {
    return std::any_of(kNaming.begin(), kNaming.end(), [&](PersonalData each) { return to_string(each) == kind; });
  });
}

bool carries_values(const std::string& how) {
  return how == "copied" || how == "computed" || how == "aggregated";
}

/// 60 bits in twelve characters that nobody mistakes for one another.
std::string pseudonym(std::uint64_t bits) {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  constexpr int kCharacters = 12;
  std::string text;
  for (int i = 0; i < kCharacters; ++i, bits >>= 5) text += kDigits[bits & 31];
  return text;
}

/// Calls `set` for each value that is not NULL.
template <class Set>
engine::ScalarKernel kernel(Set set) {
  return [set](const engine::TextArguments& in, engine::ScalarResults& out) {
    for (std::size_t row = 0; row < in.rows(); ++row) in.is_null(row) ? out.set_null(row) : set(in.text(row), row, out);
  };
}

}  // namespace

PersonalColumns::PersonalColumns(const lakehouse::Moment& moment, std::map<TableName, delta::Schema> schemas,
                                 std::set<TableName> reading_nothing)
    : schemas_(std::move(schemas)), followed_(std::move(reading_nothing)) {
  for (const auto& entry : moment.tables) {
    if (!entry.sql.empty()) models_.insert(entry.name);
  }
  for (const auto& entry : moment.views) models_.insert(entry.name);
  for (const auto& entry : moment.parquet) models_.insert(entry.name);
  if (moment.lineage_fingerprint.empty()) return;
  for (const auto& origin : moment.lineage) {
    // Of a model that could not be followed only its tables are known.
    if (!origin.column.empty()) followed_.insert(origin.table);
    for (const auto& input : origin.inputs) {
      if (!carries_values(input.how)) continue;
      made_of_[{origin.table, origin.column}].push_back({{input.table, input.column}, input.how == "copied"});
    }
  }
}

PersonalColumn PersonalColumns::find(const TableName& table, const std::string& column) const {
  std::set<Column> seen;
  PersonalColumn found;
  collect({table, column}, seen, found);
  return found;
}

std::string PersonalColumns::tag_of(const Column& column) const {
  const auto schema = schemas_.find(column.table);
  if (schema == schemas_.end()) return {};
  const auto& fields = schema->second.fields;
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const delta::Field& each) { return each.name == column.name; });
  return field == fields.end() ? std::string() : lakehouse::personal_data_of(*field);
}

void PersonalColumns::collect(const Column& column, std::set<Column>& seen, PersonalColumn& found) const {
  if (!seen.insert(column).second) return;
  if (const std::string tag = tag_of(column); !tag.empty()) found.kinds.insert(tag);
  if (!models_.contains(column.table)) {
    // Silver says itself what it holds; what it is made of does not, and nor does what is not known.
    if (column.table.layer != "silver" || !schemas_.contains(column.table)) found.kinds.insert(kUnknown);
    return;
  }
  if (!followed_.contains(column.table)) found.kinds.insert(kUnknown);
  const auto inputs = made_of_.find(column);
  if (inputs == made_of_.end()) return;
  for (const Input& input : inputs->second) {
    found.is_copy = found.is_copy && input.is_copy;
    collect(input.from, seen, found);
  }
}

sql::Expr masked(const engine::TableColumn& column, const PersonalColumn& personal) {
  const sql::Expr value = sql::column(column.name);
  if (column.type.kind == sql::TypeKind::kString) {
    const std::string& kind = personal.kinds.size() == 1 ? *personal.kinds.begin() : kUnknown;
    return sql::call(sql::fn::kMask, {value, sql::literal(kind)});
  }
  if (column.type.kind == sql::TypeKind::kBigint && personal.is_copy && names_somebody(personal.kinds))
    return sql::call(sql::fn::kMaskNumber, {sql::cast(value, {sql::TypeKind::kString})});
  return sql::null_of(column.type);
}

void add_mask_functions(engine::Database& database, const std::string& key) {
  const auto hash = std::make_shared<const KeyedHash>(key);
  database.add(engine::ScalarFunction{
      std::string(sql::fn::kMask), 1, {sql::TypeKind::kString}, [hash](const std::vector<std::string>& constants) {
        return kernel([hash, kind = constants.at(0) + "·"](std::string_view text, std::size_t row, auto& out) {
          out.set_text(row, kind + pseudonym(hash->of(text)));
        });
      }});
  database.add(engine::ScalarFunction{
      std::string(sql::fn::kMaskNumber), 0, {sql::TypeKind::kBigint}, [hash](const std::vector<std::string>&) {
        return kernel([hash](std::string_view text, std::size_t row, auto& out) {
          out.set_bigint(row, static_cast<std::int64_t>(hash->of(text) >> 1));
        });
      }});
}

}  // namespace c360::session
