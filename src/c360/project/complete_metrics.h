// What is left out in metrics/*.yaml, filled in.
#pragma once

#include <vector>

#include "c360/project/check_project.h"
#include "c360/project/metric_spec.h"
#include "c360/project/yaml_document.h"

namespace c360::project {

/// A metrics file and the tree it was read from, which knows the places.
struct ReadMetrics {
  YamlNode document;
  MetricEntity entity;
};

/// What a file's absent keys mean, from the file and the table it stands on: labels, key, the columns' descriptions and
/// dimensions, the main time, each measure's kind, entity and additivity.
void complete_metrics(ReadMetrics& read, const ReadContracts& contracts, const std::vector<ModelSpec>& models);

/// What absent keys mean that the other files decide: relationships that contracts and models reference (unless the
/// entity writes one of the same columns), and the formats and additivity of measures made of others.
void complete_together(std::vector<ReadMetrics>& all, const ReadContracts& contracts,
                       const std::vector<ModelSpec>& models);

/// The contract of a silver table, the model of another; nullptr if there is none.
const Contract* contract_of(const MetricEntity& entity, const ReadContracts& contracts);
const ModelSpec* model_of(const MetricEntity& entity, const std::vector<ModelSpec>& models);

}  // namespace c360::project
