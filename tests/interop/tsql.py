"""tsql.py FILE…: T-SQL texts, parsed by sqlglot. A file is statements, each ended by a line GO, or one view's SELECT.

sqlglot falls back to an unknown Command for what it does not understand: that is a fault here, as is a text that has
another number of statements than it seems.
"""
import logging
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp

logging.disable(logging.CRITICAL)
KINDS = (exp.Create, exp.Insert, exp.Update, exp.Delete, exp.Alter, exp.Drop, exp.Select, exp.Union)


def faults_of(statement, wanted):
    """What is wrong with a text that should be `wanted` statements."""
    try:
        trees = sqlglot.parse(statement, dialect="tsql")
    except sqlglot.errors.ParseError as error:
        return [str(error).split("\n")[0]]
    trees = [tree for tree in trees if tree is not None]
    faults = [f"{len(trees)} statements, not {wanted}"] if len(trees) != wanted else []
    for tree in trees:
        if not isinstance(tree, KINDS) or tree.find(exp.Command):
            faults.append(f"only taken for {type(tree).__name__}: {statement[:100]}")
    return faults


def texts_of(path):
    """Each statement of a file with how many it is: a change of a column's type is two."""
    text = path.read_text()
    if "\nGO\n" not in text:
        return [(text, 1)]
    return [(part, part.count("; ALTER TABLE") + 1) for part in text.split("\nGO\n") if part.strip()]


def main():
    faults, count = [], 0
    for name in sys.argv[1:]:
        for statement, wanted in texts_of(Path(name)):
            count += 1
            faults += [f"{name}: {fault}" for fault in faults_of(statement, wanted)]
    broken = [text for text in ("CREATE TABEL [a] ([b] int)", "SELECT FROM WHERE", "MERGE UPSERT x") if not faults_of(text, 1)]
    faults += [f"nothing was wrong with: {text}" for text in broken]
    print("\n".join(faults) if faults else f"sqlglot: {count} T-SQL statements parsed")
    sys.exit(1 if faults else 0)


main()
