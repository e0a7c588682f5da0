#!/usr/bin/env python3
"""Counts what the catalog knows: entries, terms, anchors, Hub ids, and the share of real licenses that it decides.

usage: Benchmarks/catalog-coverage.py PROGRAM SHARED [CATALOG]

PROGRAM is a built `licensecheck`, SHARED the folder with `hub-snapshot/`, `samples/`, `license-texts/`, `license-list-XML/`, `hf-license-tags.tsv` and
`dataset-licenses.tsv`, CATALOG the folder of the catalog (`licenses`). A license is *decided* if its name is one text whose terms are
written down (of several names: if all are); a family asks, and what is known by name only counts as undecided, as does no license at all.
The first table says what the names say; a text beside the card may decide more. A program from before `licenses resolve` cannot
be counted.
"""

import collections
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import asset_data  # noqa: E402


def resolved(program, names):
    """What each name means: `terms`, `family`, `known-by-name` or `unknown`."""
    names = sorted(names)
    flat = [name.replace("\n", " ") for name in names]
    output = subprocess.run(
        [program, "licenses", "resolve", "-"], input="\n".join(flat), text=True, capture_output=True, check=True).stdout
    return {name: line.split("\t")[1] for name, line in zip(names, output.splitlines())}


def snapshot(shared):
    """The names that decide for each record: its tag, else what stands beside `other`."""
    for line in (shared / "hub-snapshot/models.ndjson").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        tag, name = record["license"], record["license_name"]
        yield [tag] if tag not in (None, "other") else [name] if name and name != "other" else [tag] if tag else []


def cards(shared):
    for path in sorted((shared / "samples/hf-dataset-cards").glob("*.md")):
        card = asset_data.front_matter(path.read_text(encoding="utf-8", errors="replace"))
        yield card.get("license") or card.get("licenses") or []


def annotations(shared):
    with open(shared / "dataset-licenses.tsv", encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            if not row[2].startswith("string ("):
                yield [asset_data.ANNOTATED.get(name, name) for name in asset_data.listed(row[2])]


def shares(program, lists):
    lists = [[name for name in names if name] for names in lists]
    meaning = resolved(program, {name for names in lists for name in names})
    order = ["terms", "family", "known-by-name", "unknown"]
    counts = collections.Counter(
        max((meaning[name] for name in names), key=order.index) if names else "no license" for names in lists)
    total = len(lists)
    cells = [f"{counts[kind]} ({100 * counts[kind] / total:.1f} %)" for kind in order + ["no license"]]
    stated = total - counts["no license"]
    return total, cells, f"{100 * counts['terms'] / stated:.1f} %"


def texts(shared, folder):
    """Which entry each text of `license-texts` is: the one of its id, if that was read from the same bytes."""
    with open(shared / "license-texts/INDEX.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts, bare, missing = collections.Counter(), [], []
    for row in rows:
        path = folder / f"{row['id']}.yaml"
        entry = path.read_text(encoding="utf-8") if path.exists() else ""
        if f"sha256: {row['sha256']}" not in entry:
            missing.append(row["id"])
            continue
        counts[re.search(r"(?m)^kind: (\S+)", entry)[1]] += 1
        if len(re.findall(r"(?m)^  - (?:may|must|must-not|lifts|define|reserves):", entry)) == 1:
            bare.append(row["id"])
    return len(rows), counts, bare, missing


def assets(folder):
    for path in sorted((folder / "assets").glob("*.tsv")):
        rows = path.read_text(encoding="utf-8").splitlines()[1:]
        yield path.name, len(rows), sum(1 for row in rows if row.split("\t")[2]), path.stat().st_size


def main(arguments):
    if not 2 <= len(arguments) <= 3:
        sys.exit(__doc__.split("\n\n")[1])
    program, shared = arguments[0], Path(arguments[1])
    folder = Path(arguments[2] if len(arguments) == 3 else Path(__file__).parent.parent / "licenses")
    sources = ["--texts", str(shared / "license-texts"), "--spdx-xml", str(shared / "license-list-XML")]
    lint = subprocess.run([program, "catalog", "lint", str(folder), *sources], text=True, capture_output=True).stdout.splitlines()[-1]
    entries = json.loads(subprocess.run([program, "licenses", "--format", "json"], text=True, capture_output=True, check=True).stdout)
    kinds = collections.Counter(entry["kind"] for entry in entries["licenses"])
    openness = collections.Counter(entry["openness"] for entry in entries["licenses"])
    hub = resolved(program, {line.split("\t")[0] for line in
                             (shared / "hf-license-tags.tsv").read_text(encoding="utf-8").splitlines()[1:]})
    print(f"entries: {sum(kinds.values())} ({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))})")
    print(f"openness: {', '.join(f'{count} {kind}' for kind, count in openness.most_common())}")
    print(f"lint: {lint}")
    print(f"Hub ids: {len(hub)}: {', '.join(f'{count} {kind}' for kind, count in collections.Counter(hub.values()).most_common())}")
    total, counts, bare, missing = texts(shared, folder)
    print(f"texts: {total}: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}, "
          f"{len(missing)} without an entry{''.join(f' {name}' for name in missing)}; one term alone: {', '.join(bare)}")
    for name, count, licensed, size in assets(folder):
        print(f"{name}: {count} assets, {licensed} with a license, {size} bytes")
    print("\n| what | count | decided | family | by name only | unknown name | no license | decided of those with a license |")
    print("|---|---|---|---|---|---|---|---|")
    for title, lists in [("models of hub-snapshot", snapshot(shared)), ("cards of data sets", cards(shared)),
                         ("annotated data sets", annotations(shared))]:
        total, cells, share = shares(program, list(lists))
        print(f"| {title} | {total} | {' | '.join(cells)} | {share} |")


if __name__ == "__main__":
    main(sys.argv[1:])
