#include "c360/customer/book_terms.h"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

#include "c360/base/local_files.h"
#include "c360/customer/search_words.h"

namespace c360::customer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Posting> random_postings(unsigned seed, int count) {
  std::mt19937 random(seed);
  std::vector<Posting> postings;
  for (int i = 0; i < count; ++i) {
    std::string word(1 + random() % 9, 'a');
    for (char& letter : word) letter = static_cast<char>('a' + random() % 3);
    if (random() % 10 == 0) word += "ä";
    postings.push_back({word, static_cast<std::uint8_t>(random() % 3), static_cast<std::uint32_t>(random() % 50)});
  }
  return postings;
}

std::vector<Posting> sorted(const std::vector<Posting>& postings, std::size_t in_memory) {
  TemporaryDirectory folder;
  TermSorter sorter(folder.path(), in_memory);
  for (const Posting& posting : postings) sorter.add(posting);
  std::vector<Posting> result;
  sorter.merge([&](const Posting& posting) { result.push_back(posting); });
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  return result;
}

TEST(TermSorter, SortsTheSameInMemoryAndByFiles) {
  const std::vector<Posting> postings = random_postings(1, 2000);
  const std::set<Posting> right(postings.begin(), postings.end());
  const std::vector<Posting> in_memory = sorted(postings, 100000);
  EXPECT_EQ(in_memory, std::vector<Posting>(right.begin(), right.end()));
  for (const std::size_t most : {1, 7, 500, 1999, 2000, 2001}) {
    std::vector<Posting> merged = sorted(postings, most);
    merged.erase(std::unique(merged.begin(), merged.end()), merged.end());  // of two runs
    EXPECT_EQ(merged, in_memory) << most;
  }
  EXPECT_THAT(sorted({}, 10), IsEmpty());
}

TEST(TermSorter, LeavesOutWordsThatNobodyTypes) {
  EXPECT_THAT(sorted({{std::string(70000, 'x'), 0, 1}, {"a", 0, 1}}, 1), ElementsAre(Posting{"a", 0, 1}));
}

class BookTermsTest : public testing::Test {
 protected:
  void write(const std::vector<Posting>& postings, std::size_t in_memory = 300) {
    {
      BookFileWriter file(folder_.path() / "book");
      TermSorter sorter(folder_.path(), in_memory);
      for (const Posting& posting : postings) sorter.add(posting);
      file.begin(BookSection::kTerms);
      TermWriter writer(file);
      sorter.merge([&](const Posting& posting) { writer.add(posting); });
      writer.finish();
      file.finish();
    }
    file_ = std::make_unique<BookFile>(folder_.path() / "book");
    terms_ = std::make_unique<TermIndex>(*file_);
  }

  TemporaryDirectory folder_;
  std::unique_ptr<BookFile> file_;
  std::unique_ptr<TermIndex> terms_;
};

TEST_F(BookTermsTest, HoldWhoHasAWordInWhichField) {
  const std::vector<Posting> postings = random_postings(2, 3000);
  write(postings);
  std::set<Posting> read;
  for (std::size_t term = 0; term < terms_->size(); ++term) {
    std::uint64_t count = 0;
    terms_->documents(term, [&](std::uint8_t field, std::uint32_t document) {
      EXPECT_TRUE(read.insert({std::string(terms_->word(term)), field, document}).second);
      ++count;
    });
    EXPECT_EQ(terms_->count(term), count);
  }
  EXPECT_EQ(read, std::set<Posting>(postings.begin(), postings.end()));
}

TEST_F(BookTermsTest, AreFoundByTheirBeginning) {
  const std::vector<Posting> postings = random_postings(3, 1000);
  write(postings);
  for (const std::string prefix : {"", "a", "ab", "abc", "cccc", "zz", "a\xc3"}) {
    const auto [from, to] = terms_->with_prefix(prefix);
    for (std::size_t term = 0; term < terms_->size(); ++term)
      EXPECT_EQ(terms_->word(term).starts_with(prefix), term >= from && term < to) << prefix << " " << term;
  }
}

TEST_F(BookTermsTest, AreFoundWithTypingErrors) {
  write(random_postings(4, 2500));
  for (const std::string asked : {"abcab", "aabbccaa", "cä", "bbbb", "bcabcabcab", "x"})
    for (int most = 1; most <= 2; ++most) {
      std::map<std::string, int> right, found;
      for (std::size_t term = 0; term < terms_->size(); ++term) {
        const std::string word(terms_->word(term));
        const auto errors = typing_errors(asked, word, most);
        if (errors && !word.starts_with(asked)) right[word] = *errors;
      }
      terms_->with_errors(asked, most,
                          [&](std::size_t term, int errors) { found[std::string(terms_->word(term))] = errors; });
      EXPECT_EQ(found, right) << asked << " " << most;
    }
}

TEST_F(BookTermsTest, NumbersAreNoMistypedWords) {
  write({{phone_beginning("ab"), 0, 1}, {phone_end("ab"), 0, 1}, {"ab", 0, 2}});
  int found = 0;
  terms_->with_errors("xab", 1, [&](std::size_t, int) { ++found; });
  EXPECT_EQ(found, 1);
}

TEST_F(BookTermsTest, MayBeNone) {
  write({});
  EXPECT_EQ(terms_->size(), 0U);
  EXPECT_EQ(terms_->with_prefix("a"), (std::pair<std::size_t, std::size_t>{0, 0}));
  terms_->with_errors("anna", 1, [](std::size_t, int) { FAIL(); });
}

}  // namespace
}  // namespace c360::customer
