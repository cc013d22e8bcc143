// A project of a test's own, its tables filled by SQL, and questions to it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "c360/base/local_files.h"
#include "c360/engine/engine.h"
#include "c360/metric/compile.h"

namespace c360::metric {

class ModelTest : public testing::Test {
 protected:
  ModelTest() { write("c360.yaml", "project: test\nsources: { all: \"*.csv\" }\n"); }

  void write(const std::string& file, const std::string& text) {
    std::filesystem::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  /// A contract, and a table of its columns with rows: "(1, 'x'), (2, NULL)".
  void table(const std::string& name, const std::string& key, const std::string& columns, const std::string& types,
             const std::string& values) {
    write("contracts/" + name + ".yaml",
          "entity: " + name + "\nfrom: all\nkey: " + key + "\ncolumns: { " + columns + " }\n");
    run("CREATE SCHEMA IF NOT EXISTS silver");
    run("CREATE TABLE silver." + name + " (" + types + ")");
    if (!values.empty()) run("INSERT INTO silver." + name + " VALUES " + values);
  }
  void run(const std::string& sql) {
    engine::Result result = connection_.query_user_sql(sql);
    while (result.next()) continue;
  }

  const TypedModel& model() {
    if (!model_) {
      project_ = project::load(folder_.path());
      model_ = std::make_unique<TypedModel>(*project_, connection_);
    }
    return *model_;
  }

  const project::Project& model_project() {
    model();
    return *project_;
  }

  static Question question(std::vector<std::string> measures, std::vector<std::string> by = {},
                           const std::vector<std::string>& where = {}) {
    Question asked;
    asked.measures = std::move(measures);
    asked.by = std::move(by);
    for (const std::string& condition : where) asked.where.push_back(parse_condition(condition));
    return asked;
  }
  /// The answer's rows, "a|b" each, NULL as "-".
  std::vector<std::string> answer(const Question& asked, const Kept* kept = nullptr) {
    engine::Result result = connection_.query(compile(model(), asked, named_as_in_project, kept).query);
    std::vector<std::string> lines;
    while (const auto chunk = result.next())
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        std::string line;
        for (std::size_t column = 0; column < result.columns().size(); ++column)
          line += (column > 0 ? "|" : "") + (chunk->is_null(column, row) ? "-" : chunk->display(column, row));
        lines.push_back(line);
      }
    return lines;
  }
  std::vector<std::string> answer(std::vector<std::string> measures, std::vector<std::string> by = {},
                                  const std::vector<std::string>& where = {}) {
    return answer(question(std::move(measures), std::move(by), where));
  }
  /// The error that a question is refused with.
  Error refusal(const Question& asked) {
    try {
      compile(model(), asked);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no error");
  }
  Error refusal(std::vector<std::string> measures, std::vector<std::string> by = {},
                const std::vector<std::string>& where = {}) {
    return refusal(question(std::move(measures), std::move(by), where));
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();

 private:
  TemporaryDirectory folder_;
  std::optional<project::Project> project_;
  std::unique_ptr<TypedModel> model_;
};

}  // namespace c360::metric
