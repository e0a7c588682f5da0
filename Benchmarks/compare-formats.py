"""Compares the fields that decide licenses with what the usual Python libraries read of the same files.

    python3 -m venv VENV && VENV/bin/pip install cyclonedx-python-lib spdx-tools mlcroissant huggingface_hub gguf safetensors numpy
    LICENSECHECK_FORMAT_DUMP=DUMP swift test --filter FormatTableTests
    VENV/bin/python Benchmarks/compare-formats.py SAMPLES DUMP [LICENSECHECK]

With the program itself, headers of weights that the `gguf` and `safetensors` libraries write are read by it as well.

Each line tells one file whose licenses differ, with both readings; the last lines count agreement for each library.
"""

import collections
import json
import pathlib
import re
import sys

samples, dump = pathlib.Path(sys.argv[1]), sys.argv[2]
ours = collections.defaultdict(list)
for line in open(dump, encoding="utf-8"):
    fields = line.rstrip("\n").split("\t")
    if len(fields) < 7:
        continue
    if fields[3] != "described":
        continue
    for claim in fields[4].split(" | "):
        if claim and not claim.endswith("(prose)"):
            ours[fields[0]] += re.sub(r" \([a-z-]+\)$", "", claim).split(", ")


def normal(name):
    """Names in lower case; an address by what it ends in, as our reader resolves it."""
    name = str(name).strip().lower()
    match = re.match(r"https?://(?:www\.)?(?:choosealicense\.com|spdx\.org)/licenses/([^/]+)/?$", name)
    if match and match[1] != "undefined":
        return match[1]
    match = re.match(r"https?://creativecommons\.org/licenses/([^/]+)/([^/]+)/?$", name)
    return f"cc-{match[1]}-{match[2]}" if match else name


def cyclonedx(path):
    from cyclonedx.model.bom import Bom

    if path.suffix == ".xml":
        import xml.etree.ElementTree

        bom = Bom.from_xml(xml.etree.ElementTree.parse(path).getroot())
    else:
        bom = Bom.from_json(json.load(open(path)))
    found = []

    def visit(component):
        for license in component.licenses:
            found.append(getattr(license, "value", None) or getattr(license, "id", None) or license.name)
        for part in component.components:
            visit(part)
        for ancestor in component.pedigree.ancestors if component.pedigree else []:
            visit(ancestor)

    for component in bom.components:
        visit(component)
    if bom.metadata.component:
        visit(bom.metadata.component)
    return found


def spdx(path):
    from spdx_tools.spdx.parser.parse_anything import parse_file

    document = parse_file(str(path))
    found = []
    for package in document.packages:
        stated = {str(value) for value in (package.license_declared, package.license_concluded) if value is not None}
        stated -= {"NOASSERTION", "NONE"}
        found += stated or ({str(value) for value in package.license_info_from_files} - {"NOASSERTION", "NONE"})
    return found


def croissant(path):
    import mlcroissant

    metadata = mlcroissant.Dataset(jsonld=str(path)).metadata
    value = metadata.license or []
    return [item for item in (value if isinstance(value, list) else [value]) if item not in ("None", "This is a license.")]


def card(path):
    from huggingface_hub import ModelCard

    data = ModelCard.load(str(path), ignore_metadata_errors=True).data.to_dict()
    value = data.get("license") or data.get("licenses") or []
    names = value if isinstance(value, list) else [value]
    name = data.get("license_name") or data.get("license_details")
    return names + ([name] if name else [])


def compare(title, folder, suffixes, read, mark=""):
    counts = collections.Counter()
    for path in sorted((samples / folder).iterdir()):
        if path.name == "PROVENANCE.tsv" or path.suffix not in suffixes or mark not in path.read_text(encoding="utf-8", errors="replace"):
            continue
        key = f"{folder}/{path.name}"
        try:
            theirs = sorted({normal(name) for name in read(path) if name})
        except Exception as error:
            counts["refused by the library"] += 1
            print(f"{title}: {path.name}: refused: {type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}")
            continue
        mine = sorted({normal(name) for name in ours[key]})
        counts["same" if mine == theirs else "different"] += 1
        if mine != theirs:
            print(f"{title}: {path.name}: ours {mine}, theirs {theirs}")
    totals.append(f"{title}: {', '.join(f'{count} {word}' for word, count in sorted(counts.items()))}")


totals = []
compare("cyclonedx-python-lib", "cyclonedx", {".json", ".xml"}, cyclonedx)
compare("spdx-tools (version 2)", "spdx", {".json"}, spdx, mark='"SPDX-2')
compare("mlcroissant", "croissant", {".json"}, croissant)
compare("huggingface_hub, models", "hf-model-cards", {".md"}, card)
compare("huggingface_hub, data", "hf-dataset-cards", {".md"}, card)


def headers(program):
    """What the libraries write into headers must come back as license and parents of the component."""
    import subprocess
    import tempfile

    import gguf
    import numpy
    import safetensors.numpy

    folder = pathlib.Path(tempfile.mkdtemp())
    writer = gguf.GGUFWriter(folder / "model.gguf", "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list([f"token{number}" for number in range(50_000)])
    writer.add_token_scores([0.0] * 50_000)
    writer.add_name("Model")
    writer.add_license("apache-2.0")
    writer.add_license_link("https://example.org/license")
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "Base")
    writer.add_base_model_repo_url(0, "https://huggingface.co/org/base")
    writer.add_file_type(15)
    writer.add_tensor("w", numpy.zeros((4, 4), dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    tensors = {"w": numpy.zeros((4, 4), dtype=numpy.float32)}
    safetensors.numpy.save_file(tensors, folder / "model.safetensors", {"license": "mit", "base_model": "org/base"})
    for name, license in [("model.gguf", "apache-2.0"), ("model.safetensors", "mit")]:
        report = subprocess.run([program, "check", folder / name, "--format", "json"], capture_output=True, text=True)
        components = json.loads(report.stdout)["components"]
        found = {component["name"]: component["license"]["declared"] for component in components}
        stem = name.partition(".")[2]
        totals.append(f"{stem}: {'same' if license in found.values() and 'org/base' in found else 'different'}: {found}")


if len(sys.argv) > 3:
    headers(sys.argv[3])
print("\n".join(totals))
