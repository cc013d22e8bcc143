"""Asks Spark with Delta Lake, in one local session: see compare.py. The jars come by Maven coordinates once."""

import functools
import os
import pathlib

from pyspark.sql import SparkSession

DELTA = "io.delta:delta-spark_2.12:3.3.2"
HERE = pathlib.Path(__file__).parent


@functools.lru_cache
def session():
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.jars.packages", DELTA)
        .config("spark.jars.ivySettings", str(HERE / "ivysettings.xml"))
        .config("spark.jars.ivy", os.environ["IVY_FOLDER"])
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", 1)
        .config("spark.databricks.delta.snapshotPartitions", 1)
        .config("spark.ui.enabled", False)
        .config("spark.ui.showConsoleProgress", False)
        .getOrCreate()
    )


def in_spark(what, column):
    name = None if column is None else "`" + column.replace("`", "``") + "`"
    return {
        "rows": "count(*)",
        "count": f"count({name})",
        "sum": f"sum(CAST({name} AS DECIMAL(38, 6)))",
        "min": f"CAST(min({name}) AS STRING)",
        "max": f"CAST(max({name}) AS STRING)",
        "first_micros": f"unix_micros(CAST(min({name}) AS TIMESTAMP))",
        "last_micros": f"unix_micros(CAST(max({name}) AS TIMESTAMP))",
    }[what]


def ask(folder, wanted):
    table = session().read.format("delta").load(str(folder.resolve()))
    return list(table.selectExpr(*[f"{in_spark(*each)} AS f{number}" for number, each in enumerate(wanted)]).first())
