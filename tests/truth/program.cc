#include "truth/program.h"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace c360::truth {
namespace {

// CSV as `c360 sql` writes it: quotes where needed, doubled inside.
class CsvText {
 public:
  explicit CsvText(const std::string& text) : text_(text) {}

  Rows rows() {
    Rows rows;
    while (at_ < text_.size()) rows.push_back(row());
    return rows;
  }

 private:
  Row row() {
    Row fields{field()};
    while (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      fields.push_back(field());
    }
    while (at_ < text_.size() && text_[at_] == '\r') ++at_;
    ++at_;
    return fields;
  }
  std::string field() {
    std::string value;
    bool inside = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        if (inside && at_ + 1 < text_.size() && text_[at_ + 1] == '"')
          value.push_back(text_[++at_]);
        else
          inside = !inside;
      } else if (!inside && (c == ',' || c == '\n' || c == '\r')) {
        break;
      } else {
        value.push_back(c);
      }
    }
    return value;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string quoted(const std::string& argument) {
  std::string text = "'";
  for (const char c : argument) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

Rows rows_of_csv(const std::string& text) {
  return CsvText(text).rows();
}

Outcome run_program(const std::string& arguments) {
  std::FILE* pipe = popen((quoted(C360_PROGRAM) + " " + arguments + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no process could be started");
  Outcome outcome;
  char buffer[1 << 14];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.output.append(buffer, got);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

std::filesystem::path shared_data() {
  const char* named = std::getenv("C360_SHARED");
  return std::filesystem::path(named != nullptr ? named : C360_SOURCE_DIR "/../shared") / "data";
}

Workplace::Workplace(const std::string& project) {
  std::filesystem::copy(std::filesystem::path(C360_SOURCE_DIR) / project, folder_.path(),
                        std::filesystem::copy_options::recursive);
  std::filesystem::create_directories(data());
}

std::string Workplace::generate(const std::string& template_name, int scale, int seed, int files) {
  const Outcome outcome =
      run_program("generate " + quoted(data().string()) + " --template " + template_name + " --scale " +
                  std::to_string(scale) + " --seed " + std::to_string(seed) + " --files " + std::to_string(files));
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.output);
  return read_file(data() / "truth.json");
}

void Workplace::offer(const std::filesystem::path& file) const {
  std::filesystem::copy_file(file, data() / file.filename(), std::filesystem::copy_options::overwrite_existing);
}

void Workplace::run(const std::string& options) const {
  const Outcome outcome = run_program("run -C " + quoted(folder_.path().string()) + " " + options);
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.output);
}

Rows Workplace::ask(const std::string& select) const {
  const Outcome outcome = run_program("sql -C " + quoted(folder_.path().string()) + " --format csv " + quoted(select));
  if (outcome.exit_code != 0) throw std::runtime_error(select + "\n" + outcome.output);
  Rows rows = rows_of_csv(outcome.output);
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

std::string Workplace::value(const std::string& select) const {
  const Rows rows = ask(select);
  if (rows.size() != 1 || rows[0].size() != 1) throw std::runtime_error("not one value: " + select);
  return rows[0][0];
}

}  // namespace c360::truth
