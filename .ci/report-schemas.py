"""Checks every report format of several audits; see `report-schemas`, which calls it."""

import collections, json, os, pathlib, re, shutil, subprocess, sys, urllib.parse

import jsonschema
import junitparser
import lxml.etree
from markdown_it import MarkdownIt
from sarif import loader

binary, samples, schemas, work = map(pathlib.Path, sys.argv[1:5])
FORMATS = ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]
MODELS = [
    ("hf-model-cards", "3PRYMMAL-PHI3-3B-SLERP"), ("hf-model-cards", "Llama-2-13B-Computer"), ("hf-model-cards", "Nemotron-4-340B"),
    ("hf-model-cards", "stable-diffusion-v1-4"), ("hf-model-cards", "sample_windows_line_breaks"), ("hf-model-cards", "c4ai-command-r"),
    ("hf-dataset-cards", ""), ("cyclonedx", "aibom"), ("hf-api", ""), ("hf-hub-records", ""), ("adapter-config", ""),
]
failures, checked = [], collections.Counter()


def expect(condition, words):
    checked["facts"] += 1
    if not condition:
        failures.append(words)


def schema(path):
    return jsonschema.Draft7Validator(json.loads((schemas / path).read_text()))


SARIF, GITLAB = schema("sarif/sarif-schema-2.1.0.json"), schema("gitlab/codeclimate-item.json")
JUNIT = lxml.etree.XMLSchema(lxml.etree.parse(str(schemas / "junit/junit-10.xsd")))


def line_hashes(path):
    """The hashes that GitHub's upload action computes, by their definition."""
    text = path.read_bytes().decode("utf-8", "replace")
    kept = re.sub(r"\r(\n?)", "\n", re.sub(r"[ \t]", "", text.replace("\r\n", "\r")))
    raw = kept.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(raw[i : i + 2], "little") for i in range(0, len(raw), 2)] + [0xFFFF]
    starts = [0] + [i + 1 for i, unit in enumerate(units) if unit == 10]
    units += [0] * 100
    seen, result = collections.Counter(), []
    for start in starts:
        value = 0
        for unit in units[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[value] += 1
        result.append(f"{value:x}:{seen[value]}")
    return result


def check_sarif(path, root, status):
    log = json.loads(path.read_text())
    for error in SARIF.iter_errors(log):
        failures.append(f"{path}: {error.json_path}: {error.message[:200]}")
    loaded = loader.load_sarif_file(str(path))
    run, results = log["runs"][0], log["runs"][0]["results"]
    expect(loaded.get_distinct_tool_names() == ["licensecheck"], f"{path}: sarif-tools sees another tool")
    expect(len(loaded.get_results()) == len(results), f"{path}: sarif-tools sees other results")
    expect(run["invocations"][0]["executionSuccessful"] == (status != 2), f"{path}: executionSuccessful")
    expect(re.fullmatch(r"licensecheck/[A-Za-z0-9-]+/", run["automationDetails"]["id"]), f"{path}: automationDetails")
    expect(run["columnKind"] == "utf16CodeUnits", f"{path}: columnKind")
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        for key in ["shortDescription", "fullDescription"]:
            expect(0 < len(rule[key]["text"]) <= 1024, f"{path}: {key} of {rule['id']}")
        expect(rule["help"]["text"] and rule["help"]["markdown"], f"{path}: help of {rule['id']}")
        expect("security-severity" not in rule["properties"] and len(rule["properties"]["tags"]) <= 10, f"{path}: {rule['id']}")
    alerts, hashes = collections.Counter(), {}
    for result in results:
        expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"{path}: ruleIndex")
        expect(len(result["locations"]) == 1, f"{path}: {len(result['locations'])} locations")
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        file = root / urllib.parse.unquote(uri)
        expect(not uri.startswith(("/", "./", "file:")) and ":" not in uri and file.is_file(), f"{path}: uri {uri}")
        region = place["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        expect((1, 1) <= start < end, f"{path}: region {region}")
        if result.get("suppressions"):
            continue
        alerts[result["ruleId"], uri, start[0]] += 1
        known = hashes.setdefault(uri, line_hashes(file))
        expect(result["partialFingerprints"]["primaryLocationLineHash"] == known[start[0] - 1], f"{path}: hash of {uri}:{start[0]}")
        expect(re.fullmatch(r"[0-9a-f]{32}", result["partialFingerprints"]["licensecheck/v1"]), f"{path}: fingerprint")
    expect(all(count == 1 for count in alerts.values()), f"{path}: GitHub would merge {alerts}")
    expect(path.stat().st_size < 10_000_000, f"{path}: size")
    checked["sarif results"] += len(results)


def check_junit(path):
    tree = lxml.etree.parse(str(path), lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    if not JUNIT.validate(tree):
        failures.extend(f"{path}: {error.message}" for error in JUNIT.error_log)
    xml = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in xml for case in suite]
    of = lambda kind: sum(any(isinstance(r, kind) for r in case.result) for case in cases)
    expect(xml.tests == len(cases), f"{path}: tests")
    expect(xml.failures == of(junitparser.Failure) and xml.errors == of(junitparser.Error), f"{path}: failures, errors")
    expect(sum(suite.skipped for suite in xml) == of(junitparser.Skipped), f"{path}: skipped")
    names = collections.Counter((case.classname, case.name) for case in cases)
    expect(max(names.values(), default=1) == 1 or "hostile" in str(path), f"{path}: {names.most_common(1)}")
    checked["junit cases"] += len(cases)
    return sum(not case.is_passed and not case.is_skipped for case in cases)


def check_gitlab(path):
    items = json.loads(path.read_text())
    for item in items:
        for error in GITLAB.iter_errors(item):
            failures.append(f"{path}: {error.message}")
        expect(item["severity"] in ["info", "minor", "major", "critical", "blocker"], f"{path}: {item['severity']}")
        expect(not item["location"]["path"].startswith(("/", "./")), f"{path}: {item['location']['path']}")
    prints = [item["fingerprint"] for item in items]
    expect(len(set(prints)) == len(prints), f"{path}: equal fingerprints")
    return items


def runner_commands(text):
    """What a runner of GitHub Actions makes of a log: its two ways of reading commands."""
    found = []
    for line in text.split("\n"):
        stripped = line.lstrip()
        if stripped.startswith("::") and (m := re.match(r"::([\w-]+)(?: (.*?))?::(.*)", stripped)):
            found.append((m[1], m[2] or "", m[3]))
        elif m := re.search(r"##\[([\w-]+)(.*?)\]", line):
            found.append(("##" + m[1], m[2], ""))
    return found


def check_logs(folder):
    for name in FORMATS:
        commands = runner_commands((folder / name).read_text())
        if name != "github":
            expect(not commands, f"{folder}/{name}: a runner obeys {commands[:1]}")
            continue
        kinds = collections.Counter(command[0] for command in commands)
        expect(set(kinds) <= {"error", "warning", "notice", "group", "endgroup"}, f"{folder}/{name}: {kinds}")
        expect(all(kinds[kind] <= 10 for kind in ["error", "warning", "notice"]), f"{folder}/{name}: {kinds}")
        expect(all(len(command[2]) <= 4096 for command in commands), f"{folder}/{name}: a long message")


def check_markdown(path):
    text = path.read_text()
    expect(len(text) <= 65_536 and text.startswith("<!-- licensecheck:"), f"{path}: marker or size")
    page = MarkdownIt("gfm-like", {"html": True}).render(text)
    tree = lxml.etree.HTML(page)
    tags = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    allowed = {"html", "body", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "code", "ol", "ul", "li", "strong",
               "details", "summary", "sub"}
    expect(tags <= allowed, f"{path}: {tags - allowed}")
    comments = [node for node in tree.iter() if not isinstance(node.tag, str)]
    expect(len(comments) <= 1, f"{path}: {len(comments)} comments")
    shown = "".join(tree.itertext(*allowed)) if allowed else ""
    for words in [r"(?<![\w`])@\w", r"\bhttps?://", r"\bwww\.\w", r"(?<!\w)#\d", r"\bGH-\d"]:
        expect(not re.search(words, shown), f"{path}: {words} is shown")
    rows = {len(row) for table in tree.iter("table") for row in table.iter("tr")}
    expect(rows <= {4, 5}, f"{path}: rows of {rows} cells")


def audit(name, files, *options):
    root = work / re.sub(r"[^\w.-]", "_", name)
    folder = root / "reports"
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "models" / "a b").mkdir(parents=True)
    for file, content in files:
        (root / "models" / "a b" / file).write_bytes(content)
    outputs = [word for form in FORMATS for word in ("-o", f"{form}={folder / form}")]
    run = subprocess.run([binary, "check", "a b/" + files[0][0], *outputs, *options], cwd=root / "models", capture_output=True, timeout=120)
    expect(run.returncode in (0, 1, 2) and not run.stderr.count(b"Fatal"), f"{name}: status {run.returncode}")
    for form in FORMATS:
        data = (folder / form).read_bytes()
        hidden = [c for c in data.decode("utf-8") if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u200b\ufeff"]
        expect(not hidden, f"{name}/{form}: {hidden[:3]}")
    check_sarif(folder / "sarif", root, run.returncode)
    failed = check_junit(folder / "junit")
    items = check_gitlab(folder / "gitlab")
    serious = {(i["check_name"], i["description"].split(": ")[0]) for i in items if i["severity"] not in ("info",)}
    expect(failed <= len(serious) and (failed > 0) == bool(serious), f"{name}: junit {failed}, gitlab {len(serious)}")
    concise = (folder / "concise").read_text().splitlines()
    expect(len(items) == len(concise) or (not items and len(concise) == 1), f"{name}: gitlab {len(items)}, concise {len(concise)}")
    check_logs(folder)
    check_markdown(folder / "markdown")
    checked["audits"] += 1
    if os.environ.get("LICENSECHECK_KEEP_REPORTS"):
        shutil.copytree(folder, pathlib.Path(os.environ["LICENSECHECK_KEEP_REPORTS"]) / root.name, dirs_exist_ok=True)


for number, (folder, part) in enumerate(MODELS):
    chosen = next(file for file in sorted((samples / folder).iterdir()) if part in file.name and file.name != "PROVENANCE.tsv")
    name = "README.md" if chosen.suffix == ".md" else "record" + chosen.suffix
    audit(f"{folder}-{number}", [(name, chosen.read_bytes())], "--use", "hosted-commercial")
    audit(f"{folder}-{number}-all", [(name, chosen.read_bytes())])

PAYLOADS = [
    "\x1b[31mred", "::error::owned", "##[add-mask]x", "x-->y", "a|b", "`c", "@octocat", "<script>alert(1)</script>", "]]>", "\u202egpj",
    "![x](http://evil.example/x.png)", "\r\n::stop-commands::x", "#1", "www.evil.example", "%0A::error::y,file=z", "$(x)$", "\x00",
]
for number, text in enumerate(PAYLOADS + [" ".join(PAYLOADS), "x".join(PAYLOADS[:-1])]):
    manifest = {
        "manifest": 1, "name": text, "version": text,
        "components": [
            {"id": text, "kind": "weights", "name": text, "license": text,
             "from": [{"component": "data", "relationship": "trained-on", "by": "us"}, {"component": text + "2", "relationship": "contains"}]},
            {"id": "data", "kind": "data", "name": text + "d", "license": "cc-by-nc-4.0"},
        ],
    }
    audit(f"hostile-manifest-{number}", [("model.json", json.dumps(manifest).encode())])
    quoted = json.dumps(text)
    card = f"---\nlicense: other\nlicense_name: {quoted}\nbase_model: {quoted}\ndatasets: [{quoted}]\n---\n# {text}\nLicense: {text}\n"
    audit(f"hostile-card-{number}", [("README.md", card.encode())])
audit("hostile-bytes", [("README.md", b"---\nlicense: \"\xff\xc3\x28::error::x\"\n---\n")])
names = [{"id": f"c{n}", "kind": "weights", "license": "no-such-license"} for n in range(40)]
audit("many", [("model.json", json.dumps({"manifest": 1, "name": "many", "components": names}, indent=1).encode())])

print(", ".join(f"{count} {name}" for name, count in checked.items()))
for line in dict.fromkeys(failures):
    print("FAILED", line, file=sys.stderr)
sys.exit(1 if failures else 0)
