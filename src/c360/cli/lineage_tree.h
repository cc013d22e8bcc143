// A tree of the lineage as people read it in a terminal.
#pragma once

#include <cstdio>

#include "c360/lineage/selection.h"

namespace c360::cli {

/// Prints a branch and all below it: what each column is called, how it comes from what stands below it (or goes into
/// it), and its expression or cleaning steps, wrapped to `width` columns (0: any) and set off by lines.
void print_lineage_tree(std::FILE* out, const model::LineageGraph& graph, const lineage::Branch& root,
                        lineage::Direction direction, std::size_t width);

}  // namespace c360::cli
