/** What the editor knows of the SQL that is spoken here. */
import { SQLDialect } from "@codemirror/lang-sql";

const keywords =
  "all and anti any as asc asof between by case cast cross current desc distinct else end except exclude exists false filter first " +
  "following for from full group grouping having ilike in inner intersect interval is join last lateral left like limit natural not null " +
  "nulls offset on or order outer over partition pivot positional preceding qualify recursive replace right rollup row rows sample " +
  "select semi sets similar some then ties to true try_cast unbounded union unnest unpivot using values when where window with within";

const types =
  "bigint boolean date decimal double float hugeint integer interval json smallint struct text time timestamp timestamptz tinyint " +
  "uuid varchar";

const functions =
  "abs any_value approx_count_distinct arg_max arg_min avg ceil coalesce concat contains corr count count_if current_date date_diff " +
  "date_part date_trunc day dayname dense_rank extract first_value floor generate_series greatest hour ifnull lag last_day last_value lead " +
  "least length list list_contains lower lpad ltrim max median min minute mode month monthname nullif ntile percent_rank quantile_cont " +
  "quantile_disc quarter rank regexp_extract regexp_matches regexp_replace replace round row_number rpad rtrim second split_part " +
  "starts_with stddev strftime string_agg strptime substring sum trim upper variance week weekday year";

export const dialect = SQLDialect.define({
  keywords,
  types,
  builtin: functions,
  doubleQuotedStrings: false,
  doubleDollarQuotedStrings: true,
  identifierQuotes: '"',
  operatorChars: "+-*/<>=~!@#%^&|?",
});
