#include "c360/project/environments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class EnvironmentsTest : public testing::Test {
 protected:
  void write(const std::string& settings) { write_file(folder_.path() / "c360.yaml", settings); }
  Project in(const std::string& environment) const { return load(folder_.path(), environment); }
  std::string under(const std::string& path) const { return (folder_.path() / path).lexically_normal().string(); }
  std::string mistake(const std::string& environment) const {
    try {
      in(environment);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

 private:
  TemporaryDirectory folder_;
};

constexpr const char* kSettings = R"(project: shop
threads: 2
null_tokens: [NA, none]
sources:
  customers: data/customers*.csv
  orders: { files: "data/orders*.csv", delimiter: ";" }
environments:
  dev:
    lakehouse: ./dev-lake
    null_tokens: ["-"]
    sources:
      orders: { files: "small/orders*.csv" }
  prod:
    lakehouse: ../prod-lake
    threads: 16
    sources:
      customers: { delimiter: tab }
      orders: "/mnt/orders/*.csv"
      returns: "/mnt/returns/*.csv"
)";

TEST_F(EnvironmentsTest, WithoutOneTheSettingsAreAsTheyStand) {
  write(kSettings);
  const Project project = in("");
  EXPECT_EQ(project.environment, "");
  EXPECT_THAT(project.environments, ElementsAre("dev", "prod"));
  EXPECT_EQ(project.lakehouse, under("lakehouse"));
  EXPECT_EQ(project.find_source("orders")->files, "data/orders*.csv");
  EXPECT_EQ(project.sources.size(), 2U);
}

TEST_F(EnvironmentsTest, ItsKeysTakeThePlaceOfTheOthers) {
  write(kSettings);
  const Project project = in("dev");
  EXPECT_EQ(project.name, "shop");
  EXPECT_EQ(project.environment, "dev");
  EXPECT_EQ(project.lakehouse, under("dev-lake"));
  EXPECT_EQ(project.threads, 2);
  EXPECT_THAT(project.null_tokens, ElementsAre("-")) << "lists are not mixed";
}

TEST_F(EnvironmentsTest, SourcesAreMergedKeyByKeyHoweverTheyAreWritten) {
  write(kSettings);
  const Project dev = in("dev");
  EXPECT_EQ(dev.find_source("orders")->files, "small/orders*.csv");
  EXPECT_EQ(dev.find_source("orders")->delimiter, ';');
  EXPECT_EQ(dev.find_source("customers")->files, "data/customers*.csv");
  const Project prod = in("prod");
  EXPECT_EQ(prod.find_source("customers")->files, "data/customers*.csv");
  EXPECT_EQ(prod.find_source("customers")->delimiter, '\t');
  EXPECT_EQ(prod.find_source("orders")->files, "/mnt/orders/*.csv");
  EXPECT_EQ(prod.find_source("orders")->delimiter, ';');
  EXPECT_EQ(prod.find_source("returns")->files, "/mnt/returns/*.csv");
  EXPECT_EQ(prod.threads, 16);
}

TEST_F(EnvironmentsTest, AnUnknownOneIsAWrongCommand) {
  write(kSettings);
  try {
    in("prd");
    FAIL() << "took an environment that is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.message(), "c360.yaml has no environment 'prd'");
    EXPECT_EQ(error.hint(), "did you mean 'prod'?");
  }
  write("project: shop\nsources:\n  a: a.csv\n");
  EXPECT_THAT(mistake("dev"), HasSubstr("add it under 'environments:'"));
}

TEST_F(EnvironmentsTest, MistakesOfAllAreToldWhicheverIsChosenAndOnce) {
  write(
      "project: shop\nthreads: many\nsources:\n  a: a.csv\nenvironments:\n  dev: { keep_days: -1 }\n"
      "  prod: { lakehouse: models/x, keep_dayz: 1 }\n");
  const std::string expected = mistake("");
  EXPECT_THAT(expected, HasSubstr("4 mistakes"));
  EXPECT_THAT(expected, HasSubstr("c360.yaml:2:10: 'threads'"));
  EXPECT_THAT(expected, HasSubstr("c360.yaml:6:21: 'keep_days'"));
  EXPECT_THAT(expected, HasSubstr("c360.yaml:7:22: the lakehouse lies in models/"));
  EXPECT_THAT(expected, HasSubstr("unknown key 'keep_dayz' in the environment 'prod'"));
  EXPECT_EQ(mistake("dev"), expected);
  EXPECT_EQ(mistake("prod"), expected);
}

TEST_F(EnvironmentsTest, TheProjectsNameIsTheSameInAll) {
  write("project: shop\nsources:\n  a: a.csv\nenvironments:\n  dev: { project: other, environments: {} }\n");
  EXPECT_THAT(mistake(""), HasSubstr("unknown key 'project' in the environment 'dev'"));
  EXPECT_THAT(mistake(""), HasSubstr("unknown key 'environments' in the environment 'dev'"));
}

TEST_F(EnvironmentsTest, OneMayBeMissingWhatTheSettingsHave) {
  write("project: shop\nsources:\n  a: { files: a.csv }\nenvironments:\n  dev: { sources: { a: { quote: none } } }\n");
  EXPECT_EQ(in("dev").find_source("a")->files, "a.csv");
  write("project: shop\nsources:\n  a: { files: a.csv }\nenvironments:\n  dev: { sources: { b: { quote: none } } }\n");
  EXPECT_THAT(mistake(""), HasSubstr("'b' has neither 'files' nor 'delta'"));
}

TEST_F(EnvironmentsTest, ASourceThatComesFromElsewhereTakesNothingOver) {
  write(R"(project: shop
sources:
  customers: data/customers*.csv
  orders: { files: "data/orders*.csv", delimiter: ";", freshness: 1d }
environments:
  api:
    sources:
      orders: { rest: "https://api.example.com/orders" }
)");
  const Source orders = *in("api").find_source("orders");
  EXPECT_EQ(orders.rest->url, "https://api.example.com/orders");
  EXPECT_EQ(orders.files, "");
  EXPECT_FALSE(orders.freshness_seconds);
  EXPECT_EQ(in("api").find_source("customers")->files, "data/customers*.csv");
}

}  // namespace
}  // namespace c360::project
