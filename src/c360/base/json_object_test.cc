#include "c360/base/json_object.h"

#include <gtest/gtest.h>

#include <string>

namespace c360 {
namespace {

using Json = JsonObject::Json;

TEST(JsonObjectTest, HasItsMembersInTheOrderInWhichTheyCame) {
  const Json json = JsonObject(1).add("z", 1).add("a", nullptr).add("m", Json::array({1, 2})).done();
  EXPECT_EQ(json.dump(), R"({"z":1,"a":null,"m":[1,2]})");
  EXPECT_EQ(JsonObject(0).done(), Json::object());
}

TEST(JsonObjectTest, TakesAllOfAnother) {
  const Json other = {{"b", "x"}, {"c", Json::object()}};
  EXPECT_EQ(JsonObject(3).add("a", 1).add_all(other).done().dump(), R"({"a":1,"b":"x","c":{}})");
  EXPECT_THROW(JsonObject(1).add_all(Json::array()), Json::type_error);
}

TEST(JsonObjectTest, ValuesAreNotCopied) {
  Json text = std::string(100, 'x');
  const char* const bytes = text.get_ref<std::string&>().data();
  Json json = JsonObject(2).add("text", std::move(text)).done();
  json = JsonObject(2).add_all(std::move(json)).add("more", 1).done();
  EXPECT_EQ(json["text"].get_ref<std::string&>().data(), bytes);
}

}  // namespace
}  // namespace c360
