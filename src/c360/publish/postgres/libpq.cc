#include "c360/publish/postgres/libpq.h"

#include "c360/base/late_library.h"

namespace c360::publish::postgres {
namespace {

Libpq load() {
  const LateLibrary library("libpq.so.5", "PostgreSQL's client library", "install it (Debian's package is libpq5)");
  Libpq functions{};
  library.find("PQcancel", functions.PQcancel);
  library.find("PQclear", functions.PQclear);
  library.find("PQcmdTuples", functions.PQcmdTuples);
  library.find("PQconnectPoll", functions.PQconnectPoll);
  library.find("PQconnectStartParams", functions.PQconnectStartParams);
  library.find("PQconnectionNeedsPassword", functions.PQconnectionNeedsPassword);
  library.find("PQconninfoFree", functions.PQconninfoFree);
  library.find("PQconninfoParse", functions.PQconninfoParse);
  library.find("PQconsumeInput", functions.PQconsumeInput);
  library.find("PQdb", functions.PQdb);
  library.find("PQerrorMessage", functions.PQerrorMessage);
  library.find("PQfinish", functions.PQfinish);
  library.find("PQflush", functions.PQflush);
  library.find("PQfname", functions.PQfname);
  library.find("PQfreeCancel", functions.PQfreeCancel);
  library.find("PQfreemem", functions.PQfreemem);
  library.find("PQftype", functions.PQftype);
  library.find("PQgetCancel", functions.PQgetCancel);
  library.find("PQgetCopyData", functions.PQgetCopyData);
  library.find("PQgetResult", functions.PQgetResult);
  library.find("PQgetisnull", functions.PQgetisnull);
  library.find("PQgetvalue", functions.PQgetvalue);
  library.find("PQhost", functions.PQhost);
  library.find("PQisBusy", functions.PQisBusy);
  library.find("PQnfields", functions.PQnfields);
  library.find("PQntuples", functions.PQntuples);
  library.find("PQpass", functions.PQpass);
  library.find("PQputCopyData", functions.PQputCopyData);
  library.find("PQputCopyEnd", functions.PQputCopyEnd);
  library.find("PQresultErrorField", functions.PQresultErrorField);
  library.find("PQresultStatus", functions.PQresultStatus);
  library.find("PQsendQueryParams", functions.PQsendQueryParams);
  library.find("PQserverVersion", functions.PQserverVersion);
  library.find("PQsetNoticeProcessor", functions.PQsetNoticeProcessor);
  library.find("PQsetnonblocking", functions.PQsetnonblocking);
  library.find("PQsocket", functions.PQsocket);
  library.find("PQsslInUse", functions.PQsslInUse);
  library.find("PQstatus", functions.PQstatus);
  return functions;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq functions = load();
  return functions;
}

}  // namespace c360::publish::postgres
