#include "c360/project/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/project/values.h"

namespace c360::project {
namespace {

struct Pet {
  Location where;
  std::string name;
  std::string species;
  int legs = 0;
  std::optional<char> mark;
  std::vector<std::string> foods;
};

const Object<Pet>& pet_object() {
  static const Object<Pet> object =
      Object<Pet>("pet", "An animal.")
          .field("species", text("a species"), &Pet::species, required(), "What it is.")
          .field("legs", whole_number(0, 1000), &Pet::legs, by_default("4"), "How many legs it has.")
          .field("mark", character({{"tab", '\t'}}), &Pet::mark, otherwise("none"), "Its mark.")
          .field("foods", one_or_list_of(text("a food"), "a list of foods"), &Pet::foods, otherwise("none"), "Food.")
          .short_form("species");
  return object;
}

struct Reading {
  std::optional<Pet> pet;
  std::string mistakes;
};

Reading read(const std::string& yaml) {
  Problems problems;
  const std::optional<YamlNode> node = parse_yaml(yaml, "f", problems);
  Reading reading{pet_object().read(node.value_or(YamlNode{}), "a pet", problems), {}};
  try {
    problems.throw_if_any();
  } catch (const ProjectErrors& errors) {
    reading.mistakes = errors.what();
  }
  return reading;
}

TEST(Schema, ReadsValuesIntoTheirMembers) {
  const Reading reading = read("species: spider\nlegs: 8\nmark: tab\nfoods: [flies, gnats]\n");
  EXPECT_EQ(reading.mistakes, "");
  EXPECT_EQ(reading.pet->species, "spider");
  EXPECT_EQ(reading.pet->legs, 8);
  EXPECT_EQ(reading.pet->mark, '\t');
  EXPECT_EQ(reading.pet->foods, (std::vector<std::string>{"flies", "gnats"}));
  EXPECT_EQ(reading.pet->where.line, 1);
}

TEST(Schema, AbsentKeysTakeTheirDefaults) {
  const Reading reading = read("species: cat\n");
  EXPECT_EQ(reading.pet->legs, 4);
  EXPECT_EQ(reading.pet->mark, std::nullopt);
  EXPECT_TRUE(reading.pet->foods.empty());
}

TEST(Schema, TheShortFormStandsForOneKeyAndLeavesTheOthersAtTheirDefaults) {
  const Reading reading = read("cat\n");
  EXPECT_EQ(reading.mistakes, "");
  EXPECT_EQ(reading.pet->species, "cat");
  EXPECT_EQ(reading.pet->legs, 4);
}

TEST(Schema, OneValueStandsForAListOfIt) {
  EXPECT_EQ(read("species: cat\nfoods: fish\n").pet->foods, (std::vector<std::string>{"fish"}));
}

TEST(Schema, AMissingRequiredKeyIsToldWithWhatItMustBe) {
  EXPECT_EQ(read("legs: 2\n").mistakes, "f:1:1: a pet has no 'species'\n  add 'species': a species");
}

TEST(Schema, AMisspeltRequiredKeyIsToldOnce) {
  EXPECT_EQ(read("specis: cat\n").mistakes, "f:1:1: unknown key 'specis' in a pet\n  did you mean 'species'?");
}

TEST(Schema, AWrongValueKeepsTheOthers) {
  const Reading reading = read("species: cat\nlegs: many\nfoods: [fish, [a]]\n");
  EXPECT_THAT(reading.mistakes, testing::HasSubstr("f:2:7: 'legs' must be a whole number from 0 to 1000, not 'many'"));
  EXPECT_THAT(reading.mistakes, testing::HasSubstr("f:3:15: an entry of 'foods' must be a food, not a list"));
  EXPECT_EQ(reading.pet->species, "cat");
  EXPECT_EQ(reading.pet->foods, (std::vector<std::string>{"fish"}));
}

TEST(Schema, WhatIsNoMapAtAllGivesNothing) {
  const Reading reading = read("[cat]\n");
  EXPECT_FALSE(reading.pet);
  EXPECT_EQ(reading.mistakes, "f:1:1: a pet must be a map of keys, or the value of 'species' alone, not a list");
}

TEST(Schema, NamedObjectsTakeNameAndPlaceFromTheirKeys) {
  Problems problems;
  const auto pets = named(table_name("a name"), pet_object().as_value(), "a map of pets");
  const YamlNode node =
      parse_yaml("tom: cat\nboris: { species: spider, legs: 8 }\n", "f", problems).value_or(YamlNode{});
  const auto read_pets = pets.read(node, "'pets'", problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(read_pets->size(), 2U);
  EXPECT_EQ((*read_pets)[1].name, "boris");
  EXPECT_EQ((*read_pets)[1].where.to_string(), "f:2:1");
}

TEST(Schema, TheShapeSaysWhatIsRead) {
  const Shape& shape = pet_object().shape();
  ASSERT_EQ(shape.fields.size(), 4U);
  EXPECT_TRUE(shape.fields[0].required);
  EXPECT_EQ(shape.fields[1].default_yaml, "4");
  EXPECT_EQ(shape.fields[1].shape.maximum, 1000);
  EXPECT_EQ(shape.short_form, "species");
}

}  // namespace
}  // namespace c360::project
