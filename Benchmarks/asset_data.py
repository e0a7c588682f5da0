"""Data sets for known-assets.py: what annotations and cards say of their licenses, where they come from and which models made them.

Sources, the strongest first:
  1. cards that a record quotes (`conflict-cases`, in known-assets.py), Croissant files of the Hub (`sample:croissant/…`) and cards of data
     sets (`dataset-cards-2023`: YoungXinyu1802/HuggingFace-Dataset-Card-Analysis, commit af88ea0a);
  2. annotations by people (`data-provenance`: Data-Provenance-Initiative/Data-Provenance-Collection, commit ce6662d).
An annotation joins the licenses of all parts; they become a list without an operator. `OpenAI` is no license but says that models of OpenAI
made the data: it is kept as annotated, and the catalog asks which terms of use are meant. Nothing is dropped because it is unwelcome: a
generator that no record describes stays a parent that nobody knows.
"""

import csv
import json
import re

CARDS = "dataset-cards-2023"
ANNOTATIONS = "data-provenance"
HUB_ID = re.compile(r"(?:[A-Za-z0-9][\w.-]*/)?[A-Za-z0-9][\w.-]*", re.ASCII)

# Annotations that say that no license is known, and such as name something outside every list.
ANNOTATED = {"Unspecified": "unknown", "No License": "unknown", "Custom": "other", "Various": "other", "": ""}
# What people wrote as generator although it is no model of which anything could be known.
NO_MODELS = {"", "Other", "templates", "NBC", "SVM", "wikisql", "wmt"}


def listed(field):
    """Parts of a field joined by ` ; `, each once, in order."""
    return list(dict.fromkeys(part.strip() for part in field.split(" ; ")))


def plain(name):
    """A free name without the signs that part fields and lists."""
    return re.sub(r"[\t,;=]+", " ", name).strip()


def hub_id(text):
    """`org/name` or an old id without organization; `None` for an address elsewhere."""
    text = re.sub(r"^(https?://)?(www\.)?huggingface\.co/datasets/", "", text.strip()).rstrip("/")
    return text if HUB_ID.fullmatch(text) else None


def annotations(shared, models, spelled):
    """(id, licenses, parents) for each id that people annotated; an id with several rows has the licenses of all.

    models: ids of known models by the last part of their name, in small letters, where only one has it.
    """
    with open(shared / "dataset-licenses.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    found = {}
    names = {}
    for row in rows:
        if (id := hub_id(row[1])) and not row[2].startswith("string ("):
            names.setdefault(row[0].lower(), set()).add(id)
    for name, own, licenses, _, generators, sources, *_ in rows:
        id = hub_id(own)
        if not id or licenses.startswith("string ("):
            continue
        entry = found.setdefault(id.lower(), (id, [], set()))
        for license in listed(licenses):
            license = ANNOTATED.get(license, license)
            if license and license not in entry[1]:
                entry[1].append(license)
        for generator in listed(generators):
            if generator not in NO_MODELS:
                entry[2].add(f"generated-by={models.get(generator.lower()) or plain(generator)}")
        for source in listed(sources):
            target = hub_id(source) if "huggingface.co" in source else None
            known = names.get(source.lower(), set())
            target = target or (next(iter(known)) if len(known) == 1 else None)
            if target and target.lower() != id.lower():
                entry[2].add(f"derived-from={spelled.get(target.lower(), target)}")
    return found


def services(shared):
    """Models that no one can have, only use: those of which some data is annotated with the terms of their vendor, with these terms."""
    with open(shared / "dataset-licenses.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    found = {}
    for row in rows:
        for generator in listed(row[4]):
            vendor = generator.split(" ")[0]
            if vendor in listed(row[2]) or generator in listed(row[2]):
                found.setdefault(plain(generator), generator if generator in listed(row[2]) else vendor)
    return found


def front_matter(text):
    """`license`, `licenses` and `source_datasets` at the head of a card: scalars and lists of scalars."""
    match = re.match(r"\ufeff?\s*---\r?\n(.*?)\r?\n---\s*?\n", text, re.DOTALL)
    result = {}
    key = None
    for line in match.group(1).splitlines() if match else []:
        if top := re.match(r"([a-z_]+):\s*(.*?)\s*$", line):
            key, value = top.groups()
            if inline := re.fullmatch(r"\[(.*)\]", value):
                result[key] = [part.strip().strip("\"'") for part in inline.group(1).split(",") if part.strip()]
            else:
                result[key] = [value.strip("\"'")] if value else []
        elif (item := re.match(r"\s*-\s+([^\s:#][^:#]*?)\s*$", line)) and key:
            result[key].append(item.group(1).strip("\"'"))
    return result


def card_id(stem, text, known):
    """The id in the name of a stored card, where `/` became `_`; `None` where that cannot be told."""
    organization, separator, name = stem.partition("_")
    if not separator:
        return stem
    joined = f"{organization}/{name}"
    if joined.lower() in text.lower() or joined.lower() in known:
        return joined
    if stem.lower() in known:
        return stem
    # Ids without an organization are old ones, of small letters, digits and `_` alone.
    return None if re.fullmatch(r"[a-z0-9_]+", stem) else joined


def cards(shared, known):
    """(id, licenses, parents, source) of each card of a data set."""
    folder = shared / "samples/hf-dataset-cards"
    for path in sorted(folder.glob("YoungXinyu1802__*__Dataset_Card__*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        card = front_matter(text)
        id = card_id(path.stem.split("__Dataset_Card__", 1)[1], text, known)
        licenses = card.get("license") or card.get("licenses") or []
        if id and licenses:
            parents = set()
            for source in card.get("source_datasets", []):
                target = source.removeprefix("extended|")
                if target not in ("original", "extended", id) and hub_id(target):
                    parents.add(f"derived-from={target}")
            yield id, [plain(license) for license in licenses], parents, CARDS
    for path in sorted((shared / "samples/croissant").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        address, license = record.get("url"), record.get("license")
        if not isinstance(address, str) or not isinstance(license, str) or "huggingface.co/datasets/" not in address:
            continue
        license = re.sub(r"^https://choosealicense\.com/licenses/([\w.-]+)/$", r"\1", license)
        if (id := hub_id(address)) and license != "undefined":
            yield id, [license], set(), f"sample:croissant/{path.name}"
