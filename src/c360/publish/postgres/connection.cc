#include "c360/publish/postgres/connection.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "c360/publish/postgres/address.h"
#include "c360/publish/postgres/libpq.h"

namespace c360::publish::postgres {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kLook = 50;                                   // milliseconds between two looks at the cancellation
constexpr auto kPatience = std::chrono::milliseconds(700);  // for the server to stop what was cancelled
constexpr auto kLongestConnect = std::chrono::seconds(30);

struct ClearResult {
  void operator()(PGresult* result) const { libpq().PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ClearResult>;

std::string field(const PGresult* result, int code) {
  const char* text = libpq().PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

Refusal refusal_of(const PGresult* result) {
  Refusal refusal;
  refusal.sqlstate = field(result, PG_DIAG_SQLSTATE);
  refusal.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  refusal.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  refusal.hint = field(result, PG_DIAG_MESSAGE_HINT);
  refusal.table = field(result, PG_DIAG_TABLE_NAME);
  refusal.column = field(result, PG_DIAG_COLUMN_NAME);
  refusal.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  refusal.context = field(result, PG_DIAG_CONTEXT);
  return refusal;
}

/// Without the line end, the password and the lines about what was tried in vain before.
std::string message_of(PGconn* connection) {
  std::string text = libpq().PQerrorMessage(connection);
  text.resize(std::min(text.find("\n\tIs the server running"), text.size()));  // our own hint says so
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const std::string password = libpq().PQpass(connection) == nullptr ? "" : libpq().PQpass(connection);
  if (password.empty()) return text;
  for (std::size_t at = text.find(password); at != std::string::npos; at = text.find(password, at + 3))
    text.replace(at, password.size(), "***");
  return text;
}

std::string hint_of_failure(PGconn* connection, const std::string& message) {
  if (libpq().PQconnectionNeedsPassword(connection) != 0)
    return "the server wants a password; put it into the connection string's variable or ~/.pgpass";
  if (message.find("password authentication failed") != std::string::npos)
    return "check the user and the password in the connection string's variable";
  if (message.find("does not exist") != std::string::npos) return "create it there, or name another";
  return "is the server running, and are host, port and database right?";
}

/// A record of a COPY … TO STDOUT.
struct Record {
  struct Free {
    void operator()(char* bytes) const { libpq().PQfreemem(bytes); }
  };
  std::unique_ptr<char, Free> bytes;
  std::size_t size = 0;
};

bool is_failure(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_NONFATAL_ERROR;
}

std::vector<Row> rows_of(const PGresult* result) {
  std::vector<Row> rows(static_cast<std::size_t>(libpq().PQntuples(result)));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (int c = 0; c < libpq().PQnfields(result); ++c) {
      const int row = static_cast<int>(r);
      const bool is_null = libpq().PQgetisnull(result, row, c) != 0;
      rows[r].push_back(is_null ? std::nullopt : Cell(libpq().PQgetvalue(result, row, c)));
    }
  }
  return rows;
}

}  // namespace

struct Connection::Impl {
  Impl(const std::string& text, const Cancellation& cancellation) : cancel(cancellation) {
    address_of(text);  // throws for what is no connection string, without its text
    const char* names[] = {"dbname", "fallback_application_name", "client_encoding", nullptr};
    const char* values[] = {text.c_str(), "c360 publish", "UTF8", nullptr};
    connection = libpq().PQconnectStartParams(names, values, 1);
    if (connection == nullptr) throw std::bad_alloc();
  }
  ~Impl() { libpq().PQfinish(connection); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void connect();
  bool wait(short events) const;
  void await_answer();
  void consume();
  void flush();
  ResultPointer next();
  std::optional<Record> next_record();
  void stop();
  [[noreturn]] void throw_lost();
  bool is_refused_already() const;
  void send(const std::string& statement, const std::vector<Cell>& values);
  ResultPointer last_result();

  const Cancellation& cancel;
  PGconn* connection = nullptr;
};

/// True once the socket is ready for one of the events, false after kLook without.
bool Connection::Impl::wait(short events) const {
  pollfd socket{libpq().PQsocket(connection), events, 0};
  return poll(&socket, 1, kLook) > 0;
}

void Connection::Impl::connect() {
  const auto deadline = SteadyClock::now() + kLongestConnect;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK) {
    cancel.check();
    const std::string message = message_of(connection);
    if (status == PGRES_POLLING_FAILED || libpq().PQstatus(connection) == CONNECTION_BAD)
      throw Error(ErrorCode::kIo, "cannot connect to the database: " + message, hint_of_failure(connection, message));
    if (SteadyClock::now() > deadline)
      throw Error(ErrorCode::kIo,
                  fmt::format("the database on {} did not answer for 30 seconds", libpq().PQhost(connection)),
                  "is the server running, and are host and port right?");
    if (wait(status == PGRES_POLLING_READING ? POLLIN : POLLOUT)) status = libpq().PQconnectPoll(connection);
  }
  libpq().PQsetnonblocking(connection, 1);
  libpq().PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
}

void Connection::Impl::throw_lost() {
  throw Error(ErrorCode::kIo, "the connection to the database was lost: " + message_of(connection),
              "what was not committed is gone as if it had never been; publish again");
}

void Connection::Impl::consume() {
  if (libpq().PQconsumeInput(connection) == 0) throw_lost();
}

/// Asks the server to stop, waits a moment for it to say so, and ends the work.
void Connection::Impl::stop() {
  const auto deadline = SteadyClock::now() + kPatience;
  if (PGcancel* request = libpq().PQgetCancel(connection)) {
    char reason[256];
    libpq().PQcancel(request, reason, sizeof reason);
    libpq().PQfreeCancel(request);
  }
  while (SteadyClock::now() < deadline && libpq().PQisBusy(connection) != 0) {
    if (wait(POLLIN) && libpq().PQconsumeInput(connection) == 0) break;
  }
  cancel.check();
}

/// Waits until an answer is there.
void Connection::Impl::await_answer() {
  while (libpq().PQisBusy(connection) != 0) {
    if (cancel.requested()) stop();
    if (wait(POLLIN)) consume();
  }
}

void Connection::Impl::flush() {
  for (int left = libpq().PQflush(connection); left != 0; left = libpq().PQflush(connection)) {
    if (left < 0) throw_lost();
    if (cancel.requested()) stop();
    if (wait(POLLIN | POLLOUT)) consume();
  }
}

ResultPointer Connection::Impl::next() {
  await_answer();
  return ResultPointer(libpq().PQgetResult(connection));
}

/// nullopt after the last. Waits for the server where it has sent no whole one yet.
std::optional<Record> Connection::Impl::next_record() {
  while (true) {
    if (cancel.requested()) stop();
    char* bytes = nullptr;
    const int size = libpq().PQgetCopyData(connection, &bytes, 1);
    if (size > 0) return Record{std::unique_ptr<char, Record::Free>(bytes), static_cast<std::size_t>(size)};
    if (size == -1) return std::nullopt;
    if (size < -1) throw_lost();
    if (wait(POLLIN)) consume();
  }
}

void Connection::Impl::send(const std::string& statement, const std::vector<Cell>& values) {
  if (cancel.requested()) cancel.check();
  std::vector<const char*> texts;
  for (const Cell& value : values) texts.push_back(value ? value->c_str() : nullptr);
  if (libpq().PQsendQueryParams(connection, statement.c_str(), static_cast<int>(texts.size()), nullptr, texts.data(),
                                nullptr, nullptr, 0) == 0)
    throw_lost();
  flush();
}

/// The answer to a statement, all of it read. Throws for a refusal.
ResultPointer Connection::Impl::last_result() {
  ResultPointer last;
  ResultPointer refused;
  while (ResultPointer result = next()) {
    if (is_failure(libpq().PQresultStatus(result.get())) && !refused)
      refused = std::move(result);
    else
      last = std::move(result);
  }
  if (refused) {
    Refusal refusal = refusal_of(refused.get());
    if (refusal.sqlstate.empty()) throw_lost();  // it is libpq that speaks
    throw RefusedError(std::move(refusal));
  }
  if (!last) throw_lost();
  return last;
}

/// Whether an answer to a COPY that is still being sent has come, which can only be that it is refused. Cannot be told
/// of an encrypted connection.
bool Connection::Impl::is_refused_already() const {
  if (libpq().PQsslInUse(connection) != 0) return false;
  char first = 0;
  const auto got = recv(libpq().PQsocket(connection), &first, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 1 && first == 'E';
}

Connection::Connection(const std::string& connection_string, const Cancellation& cancellation)
    : impl_(std::make_unique<Impl>(connection_string, cancellation)) {
  impl_->connect();
}
Connection::~Connection() = default;

std::vector<Row> Connection::query(const std::string& statement, const std::vector<Cell>& values) {
  impl_->send(statement, values);
  const ResultPointer result = impl_->last_result();
  return rows_of(result.get());
}

FirstRows Connection::first_rows(const std::string& select, std::size_t most) {
  constexpr Oid kInt8 = 20;
  constexpr Oid kInt2 = 21;
  constexpr Oid kInt4 = 23;
  execute("BEGIN READ ONLY");
  execute("DECLARE c360_first_rows NO SCROLL CURSOR FOR " + select);
  impl_->send("FETCH " + std::to_string(most + 1) + " FROM c360_first_rows", {});
  const ResultPointer result = impl_->last_result();
  FirstRows first;
  const int columns = libpq().PQnfields(result.get());
  for (int column = 0; column < columns; ++column) {
    const Oid type = libpq().PQftype(result.get(), column);
    first.columns.push_back({libpq().PQfname(result.get(), column), type == kInt8 || type == kInt2 || type == kInt4});
  }
  first.rows = rows_of(result.get());
  first.has_more = first.rows.size() > most;
  if (first.has_more) first.rows.pop_back();
  execute("COMMIT");
  return first;
}

std::int64_t Connection::execute(const std::string& statement, const std::vector<Cell>& values) {
  impl_->send(statement, values);
  const ResultPointer result = impl_->last_result();
  const std::string_view count = libpq().PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

void Connection::begin_copy(const std::string& statement) {
  impl_->send(statement, {});
  const ResultPointer result = impl_->next();
  if (result && libpq().PQresultStatus(result.get()) == PGRES_COPY_IN) return;
  if (!result) impl_->throw_lost();
  const Refusal refusal = refusal_of(result.get());
  while (impl_->next()) continue;
  throw RefusedError(refusal);
}

void Connection::send(std::string_view bytes) {
  if (impl_->is_refused_already()) {
    libpq().PQputCopyEnd(impl_->connection, "refused");
    impl_->flush();
    impl_->last_result();
  }
  while (true) {
    if (impl_->cancel.requested()) {
      libpq().PQputCopyEnd(impl_->connection, "cancelled");
      impl_->stop();
    }
    const int sent = libpq().PQputCopyData(impl_->connection, bytes.data(), static_cast<int>(bytes.size()));
    if (sent == 1) break;
    if (sent < 0) impl_->throw_lost();
    impl_->wait(POLLOUT);
  }
  // What libpq still has it would keep, and move to the front of its buffer with each part that goes.
  impl_->flush();
}

std::int64_t Connection::end_copy() {
  while (true) {
    const int ended = libpq().PQputCopyEnd(impl_->connection, nullptr);
    if (ended == 1) break;
    if (ended < 0) impl_->throw_lost();
    if (impl_->cancel.requested()) impl_->stop();
    impl_->wait(POLLOUT);
  }
  impl_->flush();
  const ResultPointer result = impl_->last_result();
  const std::string_view count = libpq().PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

void Connection::copy_out(const std::string& statement, const std::function<void(std::string_view)>& take) {
  impl_->send(statement, {});
  const ResultPointer begun = impl_->next();
  if (!begun) impl_->throw_lost();
  if (libpq().PQresultStatus(begun.get()) != PGRES_COPY_OUT) {
    const Refusal refusal = refusal_of(begun.get());
    while (impl_->next()) continue;
    throw RefusedError(refusal);
  }
  while (auto record = impl_->next_record()) take({record->bytes.get(), record->size});
  impl_->last_result();
}

int Connection::server_version() const {
  return libpq().PQserverVersion(impl_->connection);
}

std::string Connection::display() const {
  return fmt::format("{} on {}", libpq().PQdb(impl_->connection), libpq().PQhost(impl_->connection));
}

}  // namespace c360::publish::postgres
