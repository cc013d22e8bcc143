#include "c360/adf/translate.h"

#include <gmock/gmock.h>

#include "c360/adf/finding.h"
#include "c360/adf/function_names.h"
#include "c360/project/template.h"

namespace c360::adf {
namespace {

using ::testing::HasSubstr;

class TranslateTest : public ::testing::Test {
 protected:
  TranslateTest() {
    scope_.parameters = &parameters_;
    scope_.variables = &variables_;
    scope_.has_item = true;
    scope_.before = {{"Look", {"Look", "Lookup"}},    {"Files", {"Files (2)", "GetMetadata"}},
                     {"Pick", {"Pick", "Filter"}},    {"Move", {"Move", "Copy"}},
                     {"Ask", {"Ask", "WebActivity"}}, {"Train", {"Train", "Notebook", true}}};
  }

  Json value(const Json& written) { return translate_value(written, scope_); }
  std::string why(const Json& written) {
    try {
      value(written);
    } catch (const NoCounterpart& missing) {
      return missing.why;
    }
    return "it has a counterpart";
  }
  /// That c360 reads what came out.
  static void expect_readable(const Json& written) {
    project::YamlNode node = project::YamlNode::scalar(written.get<std::string>(), {"p", 1, 1});
    node.quoted = true;
    project::Problems problems;
    project::read_template(node, problems);
    EXPECT_TRUE(problems.empty()) << written;
  }

  std::map<std::string, std::string> parameters_ = {{"day", "day"}, {"full load", "full_load"}};
  std::map<std::string, std::string> variables_ = {{"n", "n"}};
  Scope scope_;
};

TEST_F(TranslateTest, ReferencesAreThoseOfC360) {
  for (const auto& [there, here] : std::vector<std::pair<std::string, std::string>>{
           {"@item()", "${item}"},
           {"@item().folder", "${item.folder}"},
           {"@item()['a key'].b[0]", "${item['a key'].b[0]}"},
           {"@item()?.folder", "${item?.folder}"},
           {"@pipeline().parameters.day", "${parameters.day}"},
           {"@pipeline().parameters['full load']", "${parameters.full_load}"},
           {"@variables('n')", "${variables.n}"},
           {"@pipeline().RunId", "${run.id}"},
           {"@pipeline().Pipeline", "${run.pipeline}"},
           {"@pipeline().TriggerTime", "${run.started}"},
           {"@activity('Look').output.firstRow.max_id", "${activity('Look').first_row.max_id}"},
           {"@activity('Look').output.value", "${activity('Look').rows}"},
           {"@activity('Files').output.childItems", "${activity('Files (2)').child_items}"},
           {"@activity('Pick').output.Value", "${activity('Pick').items}"},
           {"@activity('Move').output.rowsCopied", "${activity('Move').rows}"},
           {"@activity('Ask').output.token.value", "${activity('Ask').body.token.value}"},
           {"@activity('Ask').output.Response", "${activity('Ask').body}"},
           {"@activity('Move').error.message", "${error('Move')}"}}) {
    EXPECT_EQ(value(there), here);
    expect_readable(value(there));
  }
  EXPECT_EQ(
      value("@equals(activity('Move').Status, 'Succeeded')"),
      "${equals(if(equals(status('Move'), 'succeeded'), 'Succeeded', if(equals(status('Move'), 'failed'), 'Failed', "
      "'Skipped')), 'Succeeded')}");
}

TEST_F(TranslateTest, FunctionsAreThoseOfC360) {
  for (const auto& [there, here] : std::vector<std::pair<std::string, std::string>>{
           {"@greaterOrEquals(length(item()), 2)", "${greater_or_equals(length(item), 2)}"},
           {"@toUpper(string(item()))", "${to_upper(text(item))}"},
           {"@startsWith(item(), 'A')", "${starts_with(to_lower(item), to_lower('A'))}"},
           {"@if(contains(item(), 'x'), 1, 2)", "${if(contains(item, 'x'), 1, 2)}"},
           {"@utcNow()", "${utc_now()}"},
           {"@utcnow('yyyy-MM-dd')", "${format_time(utc_now(), '%Y-%m-%d')}"},
           {"@formatDateTime(item(), 'yyyyMMddTHHmmss')", "${format_time(item, '%Y%m%dT%H%M%S')}"},
           {"@addDays(utcNow(), -1)", "${add_seconds(utc_now(), -86400)}"},
           {"@addHours(item(), variables('n'), 'HH:mm')",
            "${format_time(add_seconds(item, mul(variables.n, 3600)), '%H:%M')}"},
           {"@addToTime(item(), 2, 'Week')", "${add_seconds(item, 1209600)}"},
           {"@getPastTime(3, 'Day', 'yyyy')", "${format_time(add_seconds(utc_now(), -259200), '%Y')}"}}) {
    EXPECT_EQ(value(there), here);
    expect_readable(value(there));
  }
}

TEST_F(TranslateTest, TextsAreWrittenAsTheyRead) {
  EXPECT_EQ(value("day=@{item().day}/x.csv"), "day=${item.day}/x.csv");
  EXPECT_EQ(value("@concat('silver/', item(), '.csv')"), "silver/${item}.csv");
  EXPECT_EQ(value("@{item()}"), "${text(item)}");
  EXPECT_EQ(value("US$@{item()}"), "US${'$'}${item}");
  EXPECT_EQ(value("a ${b} @{item()}"), "a $${b} ${item}");
  EXPECT_EQ(value("a ${b}"), "a $${b}");
  EXPECT_EQ(value("plain@mail"), "plain@mail");
  EXPECT_EQ(value("@@me"), "@me");
}

TEST_F(TranslateTest, WhatIsKnownIsWorkedOut) {
  EXPECT_EQ(value("@json('[{\"folder\": \"silver/A\", \"n\": 1}]')"),
            Json::parse(R"([{"folder": "silver/A", "n": 1}])"));
  EXPECT_EQ(value("@createArray('a', 'b')"), Json({"a", "b"}));
  EXPECT_EQ(value("@concat('a', 'b')"), "ab");
  EXPECT_EQ(value("@equals(1, 1)"), true);
  EXPECT_EQ(value("@json('[\"${x}\"]')"), Json({"$${x}"}));
  EXPECT_EQ(value("@json('no json')"), "${json('no json')}") << "it fails when it runs";
}

TEST_F(TranslateTest, ValuesMayBeWrappedAndNested) {
  EXPECT_EQ(value({{"value", " @item()\n"}, {"type", "Expression"}}), "${item}");
  EXPECT_EQ(value(Json::parse(R"j({"a": ["@item()", 1, true, null], "b": {"c": "x@{item()}"}})j")),
            Json::parse(R"({"a": ["${item}", 1, true, null], "b": {"c": "x${item}"}})"));
}

TEST_F(TranslateTest, WhatHasNoCounterpartSaysWhy) {
  EXPECT_EQ(why("@guid()"), "the function guid() is not known here");
  EXPECT_EQ(why("@trigger().startTime"), "runs are started by a command, not by a trigger");
  EXPECT_EQ(why("@activity('Nobody').output.x"), "it uses an activity that does not come before it by dependsOn");
  EXPECT_EQ(why("@activity('Train').output.x"), "it uses what an activity gives that has no counterpart");
  EXPECT_EQ(why("@activity('Look').output.x"), "'x' of the output of Lookup is not known here");
  EXPECT_EQ(why("@pipeline().globalParameters.x"),
            "global parameters are not known here: make it a parameter of the pipeline");
  EXPECT_EQ(why("@variables('m')"), "the pipeline does not have this variable");
  EXPECT_EQ(why("@formatDateTime(item(), 'fff')"), "the time format 'fff'");
  EXPECT_EQ(why("@formatDateTime(item(), item())"), "a format that is worked out while it runs");
  EXPECT_EQ(why("@addToTime(item(), 1, 'Month')"), "months and years have no fixed length");
  EXPECT_EQ(why("@equals(1)"), "equals() takes 2 arguments here, not 1");
  EXPECT_THAT(why("key=***"), HasSubstr("a secret stood in it"));
  scope_.has_item = false;
  EXPECT_EQ(why("@item()"), "there is no item() here");
}

TEST_F(TranslateTest, WhatIsTooDeepForC360IsRefused) {
  std::string text = "item()";
  for (int i = 0; i < 46; ++i) text = "not(" + text + ")";
  EXPECT_EQ(why("@" + text), "it is nested deeper than an expression may be here");
}

TEST(TimeFormatTest, OnesThatStandAloneAreRefused) {
  EXPECT_EQ(translate_time_format("dd.MM.yy hh:mm tt 100%"), "%d.%m.%y %I:%M %p 100%%");
  EXPECT_THROW(translate_time_format("o"), NoCounterpart);
  EXPECT_THROW(translate_time_format("d/M"), NoCounterpart);
}

}  // namespace
}  // namespace c360::adf
