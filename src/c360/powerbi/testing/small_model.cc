#include "c360/powerbi/testing/small_model.h"

namespace c360::powerbi {
namespace {

TabularColumn column(std::string name, DataType type) {
  TabularColumn made;
  made.name = name;
  made.type = type;
  made.source_column = std::move(name);
  return made;
}

TabularTable orders() {
  TabularTable table;
  table.name = "Orders";
  table.description = "What was bought.\nEach order once.";
  table.columns = {column("order_id", DataType::kInt64), column("Day", DataType::kDateTime),
                   column("Category", DataType::kString), column("amount", DataType::kDecimal)};
  table.columns[0].is_hidden = true;
  table.columns[1].format = "yyyy-mm-dd";
  table.columns[3].description = "Euro, tax included.";
  table.measures = {
      {"Revenue", "SUM('Orders'[amount])", "Money for what was bought.", "\"€\"#,##0.00", "Money", false},
      {"Average order value", "VAR orders = COUNTROWS('Orders')\nRETURN\n\tROUND(DIVIDE([Revenue], orders), 4)", "",
       "\"€\"#,##0.00", "Money", false}};
  table.source = "let\n\tSource = Parquet.Document(File.Contents(DataFolder & \"\\orders.parquet\"))\nin\n\tSource";
  return table;
}

TabularTable dates() {
  TabularTable table;
  table.name = "Date";
  table.is_date_table = true;
  table.columns = {column("Date", DataType::kDateTime), column("Month", DataType::kString),
                   column("Month number", DataType::kInt64)};
  table.columns[0].is_key = true;
  table.columns[1].sort_by = "Month number";
  table.hierarchies = {{"Calendar", "", "", {{"Month", "Month"}, {"Day", "Date"}}}};
  table.source = "Dates";
  return table;
}

Visual visual(VisualType type, std::string title, std::vector<Well> wells) {
  Visual made;
  made.type = type;
  made.title = std::move(title);
  made.wells = std::move(wells);
  return made;
}

}  // namespace

TabularModel small_model() {
  TabularModel model;
  model.name = "shop";
  model.parameters = {{"DataFolder", "C:\\shop\\data", "Where the Parquet files are."}};
  model.tables = {orders(), dates()};
  model.relationships = {{"Orders", "Day", "Date", "Date", true, false}};
  return model;
}

Report small_report() {
  const Field revenue = measure_field("Orders", "Revenue");
  const Field category = column_field("Orders", "Category");
  const Field month = {Field::Kind::kLevel, "Date", "Month", "Calendar"};
  Page page;
  page.title = "Overview";
  page.visuals = {
      visual(VisualType::kCard, "Revenue", {{"Values", {revenue}}}),
      visual(VisualType::kSlicer, "Category", {{"Values", {category}}}),
      visual(VisualType::kLine, "Revenue by month", {{"Category", {month}}, {"Y", {revenue}}}),
      visual(VisualType::kColumns, "Revenue by month and category",
             {{"Category", {month}}, {"Series", {category}}, {"Y", {revenue}}}),
      visual(VisualType::kBars, "The shop's best", {{"Category", {category}}, {"Y", {revenue}}}),
      visual(VisualType::kMatrix, "Months", {{"Rows", {category}}, {"Columns", {month}}, {"Values", {revenue}}}),
      visual(VisualType::kTable, "All", {{"Values", {category, revenue}}}),
      visual(VisualType::kDonut, "Shares", {{"Category", {category}}, {"Y", {revenue}}})};
  page.visuals[4].sorted_by = revenue;
  lay_out(page);
  return {"shop", {page}};
}

}  // namespace c360::powerbi
