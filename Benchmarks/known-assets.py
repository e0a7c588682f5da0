#!/usr/bin/env python3
"""Writes licenses/assets/hub-models.tsv and hub-data.tsv: what records and cards say of well-known models and data sets.

usage: Benchmarks/known-assets.py SHARED [FOLDER]

SHARED is the folder with `hub-snapshot/`, `samples/`, `license-texts/`, `dataset-licenses.tsv` and `CONFLICT-CASES-visible.tsv`. The same input gives the
same bytes. Nothing is written from memory: every row names its source, and what no source states is left out.

A model gets a row if somebody names it: as parent in the snapshot, in the conflict cases or in a sample; and if the snapshot has a record of it
that was downloaded often (`OFTEN`) or is a quantised or repackaged copy (`COPIES`). Its license is taken from, in this order,
  1. its own record or card (`hub-snapshot-…`, `sample:…`, `conflict-cases`);
  2. the publisher's license text that belongs to that very repository (`text:…`);
  3. a release: what the publisher says of it by name and version (`RELEASES`), or, for a *restriction* only, what somebody else
     says of it (`RESTRICTIONS`). A stranger's card never makes a model free: one of the samples calls all sizes of a release
     Apache-2.0 although the publisher gave one of them a research license;
  4. a sibling: a record of the same publisher for the same release and size at another stage (base, instruct, …);
  5. a *restriction* that the conflict cases state by family (`conflict-cases:family`); as above, never a freedom;
  6. for an older name of a model, the row of its name today, where a record holds both (`renamed:…`).
Re-uploads and quantised copies without a record of their own get no row but by 5. Data sets: see asset_data.py.
"""

import csv
import json
import re
import sys
from pathlib import Path

import asset_data

COLUMNS = ["id", "kind", "license", "modality", "parents", "created", "source"]
SNAPSHOT = "hub-snapshot-2026-08-22"
CASES = "conflict-cases"
# Downloads in thirty days from which on a record counts as well known, and the same for quantised copies.
OFTEN, OFTEN_COPIED = 1_000, 100
# Publishers that repackage the models of others.
COPIES = ("unsloth/", "mlx-community/", "lmstudio-community/", "bartowski/", "ggml-org/")
# How the conflict cases shorten names.
SHORT = {"nvidia-open": "nvidia-open-model-license", "hai-def": "health-ai-developer-foundations"}
# Licenses that bind nobody to more than notices and share-alike: what one stranger says does not make a model free.
FREE = {"", "apache-2.0", "mit", "bsd-3-clause", "cc0-1.0", "cc-by-4.0", "unknown", "other", "openmdw-1.0", "openmdw-1.1"}
RELATIONS = {
    "finetune": "fine-tuned-from", "adapter": "adapter-of", "quantized": "quantized-from", "merge": "merged-from",
}
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)

# What the Hub's task words say for certain; `any-to-any`, `robotics`, `feature-extraction` and the like do not say it.
MODALITY = {
    "text": "text-generation text2text-generation text-classification token-classification question-answering summarization "
            "translation fill-mask sentence-similarity zero-shot-classification text-ranking",
    "image": "image-classification object-detection image-segmentation image-to-image unconditional-image-generation "
             "depth-estimation mask-generation image-feature-extraction keypoint-detection",
    "text,image": "text-to-image image-to-text image-text-to-text image-text-to-image visual-question-answering "
                  "visual-document-retrieval zero-shot-image-classification zero-shot-object-detection",
    "text,audio": "automatic-speech-recognition text-to-speech text-to-audio audio-text-to-text",
    "audio": "audio-classification audio-to-audio voice-activity-detection",
    "video": "video-classification video-to-video",
    "text,video": "text-to-video video-text-to-text",
    "image,video": "image-to-video",
    "text,image,video": "image-text-to-video",
    "image,3d": "image-to-3d",
}
MODALITY_OF = {task: modality for modality, tasks in MODALITY.items() for task in tasks.split()}

# Releases whose license the publisher states: names of the release, license, where it is stated.
RELEASES = [
    (r"meta-llama/Llama-2-\d+b(-chat)?(-hf)?", "llama2", "text:llama2"),
    (r"meta-llama/Meta-Llama-3-\d+B(-Instruct)?", "llama3", "text:llama3"),
    (r"meta-llama/(Meta-)?Llama-3\.1-\d+B(-Instruct)?", "llama3.1", "text:llama3.1"),
    (r"meta-llama/Llama-3\.2-\d+B(-Vision)?(-Instruct)?", "llama3.2", "text:llama3.2"),
    (r"meta-llama/Llama-3\.3-\d+B-Instruct", "llama3.3", "text:llama3.3"),
    (r"meta-llama/Llama-4-\w+-\d+B-\d+E(-Instruct)?", "llama4", "text:llama4"),
    (r"codellama/CodeLlama-\d+b(-Instruct|-Python)?-hf", "llama2", "text:codellama-pointer"),
    (r"google/gemma-[27]b(-it)?", "gemma", "sample:hf-model-cards/asgaardlab__model-card-reorganization__verified_model_cards"
                                           "__google@gemma-7b__1_raw.md"),
    (r"LGAI-EXAONE/EXAONE-3\.5-[\d.]+B-Instruct", "exaone-1.1-nc", "text:exaone-1.1-nc"),
    (r"LiquidAI/LFM2\.5-[\w.-]+", "lfm1.0", "family:LiquidAI/LFM2.5-2.6B-Base"),
    (r"facebook/dinov3-[\w-]+", "dinov3-license", "family:facebook/dinov3-vitb16-pretrain-lvd1689m"),
]

# Releases for which somebody else states a restrictive license, and nothing at hand contradicts it.
RESTRICTIONS = [
    (r"google/gemma-2-\d+b(-it)?", "gemma", "sample:mof/gemma-2-9b-it.yml"),
    (r"google/gemma-3-\d+[bm](-it|-pt)?", "gemma", "sample:prose-model-cards/docker__model-cards__ai__gemma3.md"),
    # Copies by unrelated accounts name the license that the publisher gave the text model of this release and size.
    (r"Qwen/Qwen2\.5-(Coder|VL)-3B(-Instruct)?", "qwen-research", "family:Qwen/Qwen2.5-3B"),
]

# Publishers that train their models themselves, and the words by which their names tell stages of one model apart.
PUBLISHERS = {"google", "HuggingFaceTB", "LiquidAI", "meta-llama", "mistralai", "Nanbeige", "Qwen", "stabilityai", "stepfun-ai"}
STAGES = {
    "base", "bf16", "chat", "fp8", "gguf", "instruct", "it", "pt", "qat", "q4_0", "thinking", "unquantized",
}


class Record:
    """One row to be."""

    def __init__(self, id, license, source, kind="weights", task=None, parents=(), created=""):
        licenses = license if isinstance(license, list) else [license] if license else []
        self.id, self.license, self.source, self.kind = id, ";".join(licenses), source, kind
        self.modality = MODALITY_OF.get(task or "", "")
        self.parents, self.created = sorted(parents), created

    def row(self):
        fields = [self.id, self.kind, self.license, self.modality, ",".join(self.parents), self.created, self.source]
        assert all(not re.search(r"[\x00-\x1f\x7f]", field) for field in fields), fields
        assert self.id and not set(self.id) & set(",;="), self.id
        return "\t".join(fields)


def declared(tag, name):
    """The Hub id; the free name where the tag says `other` or where only the name was kept."""
    if tag not in (None, "other"):
        return tag
    return name or tag


def parents(own, tags):
    """`relationship=org/name` for each parent; the relation stands in a second tag."""
    relations = {}
    for tag in tags:
        relation, _, name = tag.partition(":")
        if relation in RELATIONS and name:
            relations[name] = RELATIONS[relation]
        else:
            relations.setdefault(tag, None)
    found = set()
    for name, relation in relations.items():
        if name.lower() == own.lower():
            continue  # some records name themselves
        assert not set(name) & set(",=\t"), name
        found.add(f"{relation or 'fine-tuned-from'}={name}")
    return found


def names(tags):
    return {tag.partition(":")[2] if tag.partition(":")[0] in RELATIONS else tag for tag in tags}


def front_matter(text):
    """Top-level scalars of the YAML at the head of a card; lists and blocks are not needed here."""
    match = re.match(r"\ufeff?\s*---\r?\n(.*?)\r?\n---\s*?\n", text, re.DOTALL)
    if not match:
        return {}
    scalars = re.findall(r"^([a-z_]+):[ ]+([^\s#>|\[{][^\r\n]*?)\s*$", match.group(1), re.MULTILINE)
    return {key: value.strip("\"'") for key, value in scalars}


class Sources:
    def __init__(self, shared):
        self.shared = shared
        self.snapshot = [json.loads(line) for line in self.read("hub-snapshot/models.ndjson").splitlines() if line]
        self.cases = list(csv.DictReader(self.read("CONFLICT-CASES-visible.tsv").splitlines(), delimiter="\t"))
        self.samples = [
            (path, json.loads(path.read_text(encoding="utf-8")))
            for path in sorted((shared / "samples/hf-hub-records").glob("*.json"))
        ]

    def well_known(self):
        """Records that were downloaded often, and copies of other models."""
        found = set()
        for record in self.snapshot:
            is_copy = any(tag.startswith("quantized:") for tag in record["base_model"])
            if (record["downloads_30d"] >= (OFTEN_COPIED if is_copy else OFTEN)
                    or record["base_model"] and record["id"].startswith(COPIES)):
                found.add(record["id"].lower())
        return found

    def read(self, path):
        return (self.shared / path).read_text(encoding="utf-8")

    def named_models(self):
        """Every id that somebody calls a parent, in lower case, and how it is spelled first."""
        spelled = {}
        lists = [record["base_model"] for record in self.snapshot]
        for _, record in self.samples:
            lists.append([tag.removeprefix("base_model:") for tag in record.get("tags", []) if tag.startswith("base_model:")])
            lists.append((record.get("base_model") or "").split(", "))  # the crawl joins several parents
        for tags in lists:
            for name in sorted(names(tags)):
                spelled.setdefault(name.lower(), name)
        for case in self.cases:
            if case["relation"] != "dataset":
                spelled.setdefault(case["base_or_dataset"].lower(), case["base_or_dataset"])
        for folder in ["adapter-config", "axolotl", "cyclonedx", "hf-config", "hf-model-cards", "kitfile", "llamafactory", "mergekit",
                       "mlmodel", "modelfile", "prose-model-cards", "spdx", "tfhub-md"]:
            for path in sorted((self.shared / "samples" / folder).iterdir()):
                if path.name != "PROVENANCE.tsv":
                    for name in HUB_ID.findall(path.read_text(encoding="utf-8", errors="replace")):
                        spelled.setdefault(name.rstrip(".").lower(), name.rstrip("."))
        return spelled

    def own_records(self):
        """Records and cards that describe an id themselves."""
        for record in self.snapshot:
            yield Record(
                record["id"], declared(record["license"], record["license_name"]), SNAPSHOT, task=record["pipeline_tag"],
                parents=parents(record["id"], record["base_model"]), created=record["created"])
        for path, record in self.samples:
            tags = record.get("tags", [])
            licenses = [tag.removeprefix("license:") for tag in tags if tag.startswith("license:")]
            yield Record(
                record["id"], declared(licenses[0] if licenses else None, record.get("license")),
                f"sample:hf-hub-records/{path.name}", task=record.get("pipeline_tag"),
                parents=parents(record["id"], [t.removeprefix("base_model:") for t in tags if t.startswith("base_model:")]),
                created=record["created_at"][:10])
        for path in sorted((self.shared / "samples/hf-api").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            card = record.get("cardData", {})
            tags = [t.removeprefix("base_model:") for t in record["tags"] if t.startswith("base_model:")]
            if "quantized_by" in card:
                tags += [f"quantized:{tag}" for tag in tags]
            yield Record(
                record["id"], declared(card.get("license"), card.get("license_name")), f"sample:hf-api/{path.name}",
                task=record.get("pipeline_tag"), parents=parents(record["id"], tags), created=record["createdAt"][:10])
        for path in sorted((self.shared / "samples/hf-model-cards").glob("asgaardlab__*__verified_model_cards__*__1_raw.md")):
            card = front_matter(path.read_text(encoding="utf-8"))
            name = path.name.split("__")[3].replace("@", "/")
            if "license" in card:
                yield Record(name, declared(card["license"], card.get("license_name")), f"sample:hf-model-cards/{path.name}",
                             task=card.get("pipeline_tag"))
        yield from self.renamed()
        for case in self.cases:
            license = case["base_license"]
            if case["base_license_source"] == "card":
                yield Record(case["base_or_dataset"], license, CASES)
            elif case["base_license_source"] == "dataset card":
                license = json.loads(license.replace("'", '"'))
                assert len(license) == 1, case
                yield Record(case["base_or_dataset"], license[0], CASES, kind="data")

    def renamed(self):
        """Older names, as the Hub corrects them in its tags: the field of a record holds one unknown name, its tags another."""
        today = {record["id"].lower(): record for record in self.snapshot}
        for _, record in self.samples:
            tags = [tag.removeprefix("base_model:").split(":")[-1] for tag in record.get("tags", []) if tag.startswith("base_model:")]
            old = [name for name in (record.get("base_model") or "").split(", ") if name and name not in tags]
            new = sorted({name for name in tags if name not in (record.get("base_model") or "").split(", ")})
            if len(old) == len(new) == 1 and old[0].lower() not in today:
                yield Record(old[0], None, f"renamed:{new[0]}")

    def named_data(self):
        return {name.lower() for record in self.snapshot for name in record["datasets"]}

    def texts_of_repositories(self):
        """Model repositories whose LICENSE is one of the collected texts, by the address that the text is known under."""
        texts = {}
        for entry in csv.DictReader(self.read("license-texts/INDEX.tsv").splitlines(), delimiter="\t"):
            match = re.fullmatch(r"https://huggingface\.co/([\w.-]+/[\w.-]+)/blob/main/LICENSE\S*", entry["canonical URL"])
            if match and entry["kind"] == "model":
                texts.setdefault(match.group(1).lower(), []).append((match.group(1), entry["id"]))
        return {key: found[0] for key, found in texts.items() if len(found) == 1}


def stem(id):
    """The name of a model without the words that tell its stages apart."""
    organization, _, name = id.partition("/")
    words = re.split(r"[-_](?!0\b)", name.lower())
    return (organization.lower(), tuple(word for word in words if word not in STAGES))


def known_assets(sources):
    spelled = sources.named_models()
    assets = {}
    own = {}
    for record in sources.own_records():
        own.setdefault(record.id.lower(), record)
    well_known = sources.well_known()
    for key, record in own.items():
        if record.kind == "data":
            continue
        if key in spelled or key in well_known or record.source.startswith(("sample:hf-api", "sample:hf-model-cards", "renamed:")):
            assets[key] = record
    # By text first: the siblings of a model with a text of its own follow it.
    published = dict(own)
    for key, (name, license) in sources.texts_of_repositories().items():
        published.setdefault(key, Record(name, license, f"text:{license}"))
    siblings = {}
    for key in sorted(published):
        record = published[key]
        if record.license and record.id.split("/")[0] in PUBLISHERS:
            siblings.setdefault(stem(record.id), record)
    for key, name in spelled.items():
        if key in own and not own[key].source.startswith("renamed:"):
            continue
        release = next((rule for rule in RELEASES + RESTRICTIONS if re.fullmatch(rule[0], name, re.IGNORECASE)), None)
        sibling = siblings.get(stem(name))
        if key in published:
            assets[key] = published[key]
        elif release:
            assets[key] = Record(name, release[1], release[2])
        elif sibling:
            assets[key] = Record(name, sibling.license, f"family:{sibling.id}")
    for case in sources.cases:
        key = case["base_or_dataset"].lower()
        if case["base_license_source"] == "family" and case["base_license"] not in FREE and key not in assets:
            license = SHORT.get(case["base_license"], case["base_license"])
            assets[key] = Record(case["base_or_dataset"], license, f"{CASES}:family")
    for key, record in list(assets.items()):
        if record.source.startswith("renamed:"):
            origin = assets.get(record.source.removeprefix("renamed:").lower())
            if origin is None:
                del assets[key]
            else:
                record.license, record.modality, record.parents = origin.license, origin.modality, origin.parents
                record.created = origin.created
    for name, terms in asset_data.services(sources.shared).items():
        assets.setdefault(name.lower(), Record(name, terms, asset_data.ANNOTATIONS))
    return in_order(assets)


def known_data(sources, models):
    """Data sets: the card before the annotation, which joins the licenses of all parts."""
    assets = {}
    for record in sources.own_records():
        if record.kind == "data":
            assets.setdefault(record.id.lower(), record)
    basenames = {}
    for model in models:
        basenames.setdefault(model.id.split("/")[-1].lower(), set()).add(model.id)
    unique = {name: next(iter(ids)) for name, ids in basenames.items() if len(ids) == 1}
    annotated = asset_data.annotations(sources.shared, unique, {})
    known = set(annotated) | sources.named_data()
    for id, licenses, parents, source in asset_data.cards(sources.shared, known):
        also = annotated.get(id.lower(), (id, [], set()))[2]
        assets.setdefault(id.lower(), Record(id, licenses, source, kind="data", parents=parents | also))
    for key, (id, licenses, parents) in annotated.items():
        if key in assets:
            assets[key].parents = sorted(set(assets[key].parents) | parents)
        else:
            assets[key] = Record(id, licenses, asset_data.ANNOTATIONS, kind="data", parents=parents)
    return in_order(assets)


def in_order(assets):
    return [assets[key] for key in sorted(assets, key=lambda key: key.encode())]


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        sys.exit(__doc__.split("\n\n")[1])
    folder = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).parent.parent / "licenses/assets"
    sources = Sources(Path(arguments[0]))
    models = known_assets(sources)
    folder.mkdir(parents=True, exist_ok=True)
    for name, assets in [("hub-models.tsv", models), ("hub-data.tsv", known_data(sources, models))]:
        text = "\n".join(["\t".join(COLUMNS)] + [asset.row() for asset in assets]) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        licensed = sum(1 for asset in assets if asset.license)
        print(f"{name}: {len(assets)} assets, {licensed} with a license, {len(text.encode())} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
