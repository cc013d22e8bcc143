#include "c360/powerbi/tmdl/check.h"

#include <algorithm>
#include <tuple>

#include "c360/powerbi/tmdl/check_objects.h"
#include "c360/powerbi/tmdl/check_references.h"
#include "c360/powerbi/tmdl/read.h"

namespace c360::powerbi::tmdl {

std::vector<Error> check(const Files& files) {
  std::vector<Error> errors;
  std::vector<Document> documents;
  for (const auto& [file, text] : files) {
    documents.push_back(read(text, file, errors));
    check_objects(documents.back(), errors);
  }
  check_references(documents, errors);
  std::stable_sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where().file, a.where().line) < std::tie(b.where().file, b.where().line);
  });
  return errors;
}

}  // namespace c360::powerbi::tmdl
