#!/usr/bin/env python3
"""Cold start and lineage cost of the whole command, as ratios in one run.

Usage: Benchmarks/cold-start.py [BINARY]   (default .build/release/licensecheck)

Builds a dynamically linked Swift program that prints one line, writes manifests (20 components; diamonds and chains of
growing size) and times whole processes in turns, so that both programs see the same machine. Prints medians and ratios.
"""
import json, os, resource, statistics, subprocess, sys, tempfile, time

binary = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/licensecheck")


def manifest(components):
    return {"manifest": 1, "name": "benchmark", "components": components,
            "use": {"profile": "hosted-commercial", "regions": ["US"],
                    "actor": {"kind": "company", "domicile": "US", "monthlyActiveUsers": 1000, "annualRevenueUSD": 1000}}}


def twenty():
    licenses = ["apache-2.0", "llama3.1", "cc-by-4.0", "mit"]
    kinds = ["weights", "weights", "data", "code"]
    components = [{"id": f"c{n}", "kind": kinds[n % 4], "name": f"acme/c{n}", "license": licenses[n % 4]} for n in range(20)]
    components[0]["from"] = [{"component": f"c{n}", "relationship": "fine-tuned-from" if kinds[n % 4] == "weights" else "trained-on"}
                             for n in range(1, 20) if kinds[n % 4] in ("weights", "data")]
    return manifest(components)


def diamonds(count):
    """Rows of two nodes; each node has both nodes of the next row as parents."""
    licenses = ["apache-2.0", "llama3.1"]
    rows = count // 2
    components = []
    for row in range(rows):
        for side in range(2):
            parents = [f"n{row + 1}-{s}" for s in range(2)] if row + 1 < rows else []
            components.append({"id": f"n{row}-{side}", "kind": "weights", "license": licenses[row % 2],
                               "from": [{"component": p, "relationship": "merged-from"} for p in parents]})
    return manifest(components)


def once(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def paired(first, second, runs):
    for _ in range(3):
        once(first), once(second)
    pairs = [(once(first), once(second)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def peak(command):
    out = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(out.stderr.strip().split("\n")[-1]) / 1024


with tempfile.TemporaryDirectory() as folder:
    hello = os.path.join(folder, "hello.swift")
    open(hello, "w").write('print("hello")\n')
    subprocess.run(["swiftc", "-O", hello, "-o", os.path.join(folder, "hello")], check=True)
    path = os.path.join(folder, "model.json")
    json.dump(twenty(), open(path, "w"))
    command = [binary, "check", path]
    ours, theirs = paired(command, [os.path.join(folder, "hello")], 40)
    print(f"20 components: {ours:.1f} ms, hello world {theirs:.1f} ms, ratio {ours / theirs:.2f}; peak {peak(command):.1f} MiB")
    # A hook over 20 changed files, in a repository of its own, as pre-commit calls it.
    repository = os.path.join(folder, "repository")
    names = []
    for n in range(10):
        os.makedirs(os.path.join(repository, f"models/m{n}"))
        json.dump(twenty(), open(os.path.join(repository, f"models/m{n}/model.json"), "w"))
        open(os.path.join(repository, f"models/m{n}/README.md"), "w").write("---\nlicense: apache-2.0\n---\n# A card\n")
        names += [f"models/m{n}/model.json", f"models/m{n}/README.md"]
    for git in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *git], cwd=repository, check=True)
    os.chdir(repository)
    hook, theirs = paired([binary, "check", "--hook", *names], [os.path.join(folder, "hello")], 40)
    print(f"hook over {len(names)} files: {hook:.1f} ms, ratio {hook / theirs:.2f}; budget 50 ms")
    previous = None
    for count in (1250, 2500, 5000, 10000):
        big = os.path.join(folder, f"diamond{count}.json")
        json.dump(diamonds(count), open(big, "w"))
        runs = [once([binary, "check", big, "-q", "--format", "json"]) for _ in range(5)]
        took = statistics.median(runs)
        ratio = f", {took / previous:.2f} x the half" if previous else ""
        print(f"diamonds of {count} nodes: {took:.0f} ms{ratio}")
        previous = took
