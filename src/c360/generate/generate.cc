#include "c360/generate/generate.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/side_by_side.h"
#include "c360/base/suggest.h"
#include "c360/generate/account.h"
#include "c360/generate/figures.h"
#include "c360/generate/part_writer.h"
#include "c360/generate/template.h"

namespace c360::generate {
namespace {

using nlohmann::ordered_json;

constexpr std::int64_t kMostScale = 1'000'000, kMostFiles = 100'000;
using Accounts = std::vector<std::vector<Account>>;  // by entity, by part

std::unique_ptr<Template> make_template(const Options& options) {
  if (options.scale < 1 || options.scale > kMostScale)
    throw Error(ErrorCode::kUsage, "the scale " + std::to_string(options.scale) + " cannot be",
                "give the number of thousands of customers, from 1");
  if (options.files < 1 || options.files > kMostFiles)
    throw Error(ErrorCode::kUsage, std::to_string(options.files) + " files cannot be",
                "give the number of files of each source, from 1");
  if (options.template_name == "ecommerce") return make_ecommerce(options.seed, options.scale);
  if (options.template_name == "retail360") return make_retail360(options.seed, options.scale);
  throw Error(ErrorCode::kUsage, "there is no template '" + options.template_name + "'",
              did_you_mean(options.template_name, template_names()));
}

/// Throws where the folder has files of a source that would stay beside the new ones: truth.json would be wrong.
void refuse_to_mix(const std::vector<const Entity*>& entities, std::int64_t files,
                   const std::filesystem::path& directory) {
  std::set<std::string> ours;
  for (const Entity* entity : entities)
    for (std::int64_t part = 0; part < files; ++part) ours.insert(part_name(*entity, part, files));
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    const bool foreign = ours.count(name) == 0 && name.ends_with(".csv");
    if (foreign && std::any_of(entities.begin(), entities.end(),
                               [&](const Entity* entity) { return name.starts_with(entity->file()); }))
      throw Error(ErrorCode::kUsage, entry.path().string() + " is there already, and truth.json would not tell of it",
                  "nothing was written; name another folder, or take that file away");
  }
}

Accounts write_files(const std::vector<const Entity*>& entities, std::int64_t files,
                     const std::filesystem::path& directory) {
  Accounts accounts;
  for (const Entity* entity : entities) accounts.emplace_back(static_cast<std::size_t>(files), Account(*entity));
  const auto parts = static_cast<std::size_t>(files);
  side_by_side(entities.size() * parts, [&](std::size_t at) {
    const std::size_t entity = at / parts;
    const std::size_t part = at % parts;
    accounts[entity][part] = PartWriter(*entities[entity], static_cast<std::int64_t>(part), files, directory).write();
  });
  return accounts;
}

ordered_json column_truth(const Column& column, const ColumnAccount& account) {
  ordered_json truth = {{"present", account.present}};
  if (column.kind == Kind::kMoney)
    truth["sum"] = ratio_text(account.sum, 100, 2);
  else if (column.kind == Kind::kDate)
    truth["sum_of_days"] = wide_text(account.sum);
  else if (column.kind == Kind::kTime)
    truth["sum_of_seconds"] = wide_text(account.sum);
  else if (column.kind < Kind::kWord)
    truth["sum"] = wide_text(account.sum);
  for (std::size_t w = 0; w < account.words.size(); ++w)
    if (account.words[w] > 0) truth["values"][std::string(column.words[w])] = account.words[w];
  return truth;
}

ordered_json entity_truth(const Entity& entity, const Account& account) {
  ordered_json truth = {
      {"source_rows", account.source_rows},
      {"malformed", account.malformed},
      {"blank_lines", account.blank_lines},
      {"bronze_rows", account.bronze_rows},
      {"exact_duplicates", account.exact_duplicates},
      {"older_versions", account.older_versions},
      {"quarantined", account.quarantined},
      {"quarantined_for_cause", account.quarantined_for_cause},
      {"silver_rows", account.silver_rows},
      {"reasons", account.reasons},
      {"orphans", {{"parent_unknown", account.unknown_parents}, {"parent_quarantined", account.quarantined_parents}}}};
  for (std::size_t i = 0; i < account.columns.size(); ++i)
    truth["columns"][std::string(entity.columns()[i].name)] = column_truth(entity.columns()[i], account.columns[i]);
  return truth;
}

}  // namespace

std::vector<std::string> template_names() {
  return {"ecommerce", "retail360"};
}

void generate(const Options& options, const std::filesystem::path& directory) {
  const std::unique_ptr<Template> made = make_template(options);
  std::filesystem::create_directories(directory);
  const std::vector<const Entity*> entities = made->entities();
  refuse_to_mix(entities, options.files, directory);
  const Accounts accounts = write_files(entities, options.files, directory);
  ordered_json truth = {
      {"template", options.template_name}, {"scale", options.scale}, {"seed", options.seed}, {"files", options.files}};
  for (std::size_t e = 0; e < entities.size(); ++e) {
    Account sum(*entities[e]);
    for (const Account& part : accounts[e]) sum.add(part);
    truth["entities"][entities[e]->name()] = entity_truth(*entities[e], sum);
  }
  made->add_figures(truth);
  write_file(directory / "truth.json", truth.dump(2) + "\n");
}

}  // namespace c360::generate
