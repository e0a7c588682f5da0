#!/usr/bin/env python3
"""Whole runs of `licensecheck identify`: cold start, peak memory and throughput with start and reading.

Usage: Benchmarks/identify.py BINARY FOLDER…   (for example .build/release/licensecheck ../shared/license-texts)

Times are the best of many whole processes, those of folders user and system time; a program that prints one line is measured in turns
with ours, so that both see the same machine.
"""
import os, resource, subprocess, sys, tempfile, time

binary = os.path.abspath(sys.argv[1])
folders = [os.path.abspath(folder) for folder in sys.argv[2:]]


def once(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall * 1000, (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def peak(command):
    run = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(run.stderr.strip().split("\n")[-1]) / 1024


with tempfile.TemporaryDirectory() as folder:
    hello = os.path.join(folder, "hello.swift")
    open(hello, "w").write('print("hello")\n')
    subprocess.run(["swiftc", "-O", hello, "-o", os.path.join(folder, "hello")], check=True)
    files = sorted(os.path.join(folders[0], name) for name in os.listdir(folders[0]) if name.endswith(".txt"))
    file = max(files, key=os.path.getsize)
    changed = os.path.join(folder, "LICENSE")
    open(changed, "w").write("A preface.\n\n" + open(file).read() + "\n\nAn end.\n")
    for name, path in [("a known text", file), ("the same between other words", changed)]:
        command = [binary, "identify", path]
        pairs = [(once(command), once([os.path.join(folder, "hello")])) for _ in range(30)]
        ours, theirs = (min(pair[index][0] for pair in pairs) for index in (0, 1))
        print(f"cold start, {name} of {os.path.getsize(path)} bytes: {ours:.1f} ms, hello world {theirs:.1f} ms; "
              f"peak {peak(command):.1f} MiB")
for folder in folders:
    size = sum(os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(folder) for name in names)
    command = [binary, "identify", "--format", "tsv", folder]
    runs = [once(command) for _ in range(7)]
    used = min(cpu for _, cpu in runs)
    print(f"{os.path.basename(folder)}: {size} bytes in {used:.0f} ms of one core, {size / used / 1000:.1f} MB/s; peak {peak(command):.1f} MiB")
