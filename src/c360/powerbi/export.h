// `c360 export powerbi`: a project's metrics as a Power BI project in a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/model/lineage_graph.h"
#include "c360/powerbi/build_model.h"
#include "c360/powerbi/data_source.h"
#include "c360/project/project.h"

namespace c360::powerbi {

struct ExportOptions {
  std::filesystem::path folder;
  DataSource source;                             ///< kParquet: its folder may be empty, then C:\NAME\data is assumed
  const model::LineageGraph* lineage = nullptr;  ///< what tells which columns hold personal data; nullptr: not told
  std::int64_t snapshot = 0;                     ///< which one `connection` sees
  bool force = false;                            ///< overwrite what people changed in the folder
};

/// What an export gave.
struct ExportResult {
  std::size_t tables = 0, columns = 0, measures = 0, hierarchies = 0, relationships = 0;
  std::vector<std::pair<std::string, std::size_t>> pages;  ///< title and visuals
  std::vector<Remark> remarks;                             ///< what Power BI gets not, or in another form
  std::size_t written = 0, unchanged = 0, removed = 0;     ///< files
};

/// Writes the project: semantic model, report and, where tables read Parquet, the snapshot's rows into the folder's
/// `data`. `connection` has the snapshot's tables as views. Everything is built and checked before anything is written.
/// Throws as publish::ExportFolder and build_model do; Error(kUsage) for files that people changed, unless forced;
/// Error(kData) for a value that Power BI's exact decimals do not hold; Error(kInternal) where our own check finds a
/// fault in what was built.
ExportResult export_project(engine::Connection& connection, const project::Project& project,
                            const ExportOptions& options);

}  // namespace c360::powerbi
