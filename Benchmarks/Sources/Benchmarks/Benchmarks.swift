import FoundationEssentials
import Glibc
import LicenseCheck

/// `Benchmarks [--seed N] [--misses] accuracy|throughput|mutations FOLDER`
@main
struct Benchmarks {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let showsMisses = arguments.contains("--misses")
    arguments.removeAll { $0 == "--misses" }
    var seed: UInt64 = 20_261_121
    if let place = arguments.firstIndex(of: "--seed"), place + 1 < arguments.count {
      seed = UInt64(arguments[place + 1]) ?? seed
      arguments.removeSubrange(place...place + 1)
    }
    guard arguments.count >= 2 else {
      print("usage: Benchmarks [--seed N] [--misses] accuracy|throughput|mutations FOLDER [COUNT]")
      return
    }
    print("seed \(seed)")
    switch arguments[0] {
    case "show": show(Corpus.read(arguments[1], suffix: ".txt"), seed, Array(arguments.dropFirst(2)))
    case "accuracy": accuracy(Corpus.read(arguments[1], suffix: ".txt"), seed, showsMisses)
    case "throughput": throughput(Corpus.read(arguments[1], suffix: ""), showsSlowest: showsMisses)
    case "mutations":
      mutations(Corpus.read(arguments[1], suffix: ".txt"), seed, arguments.count > 2 ? Int(arguments[2]) ?? 0 : 100_000)
    default: print("unknown benchmark `\(arguments[0])`")
    }
  }

  // MARK: Accuracy

  private static func accuracy(_ texts: [CorpusText], _ seed: UInt64, _ showsMisses: Bool) {
    let accuracy = Accuracy(texts: texts, seed: seed, showsMisses: showsMisses)
    print("\n| harmless change | texts | right license | told as plain | wrongly flagged |\n|---|--:|--:|--:|--:|")
    total(
      HarmlessChange.allCases.map { show(accuracy.harmless($0), showsMisses) }
        + TypographicChange.allCases.map { show(accuracy.typographic($0), showsMisses) })
    print("\n| meaning changed | texts | right license | told as plain | right license and flagged |\n|---|--:|--:|--:|--:|")
    total(
      MeaningChange.allCases.map { show(accuracy.meaningful($0), showsMisses) }
        + HostileChange.allCases.map { show(accuracy.hostile($0), showsMisses) })
    print("\n| excerpt | texts | right license | told as plain | flagged |\n|---|--:|--:|--:|--:|")
    total(
      [true, false].flatMap { first in
        [25, 50, 70].map { show(accuracy.excerpts(first: first, share: $0), showsMisses, isExcerpt: true) }
      })
    print("\n| other | texts | named | told as plain | flagged |\n|---|--:|--:|--:|--:|")
    _ = show(accuracy.shuffled(), false)
  }

  private static func show(_ row: Accuracy.Row, _ showsMisses: Bool, isExcerpt: Bool = false) -> Accuracy.Row {
    print("| \(row.kind) | \(row.texts) | \(row.isNamed) | \(row.isPlain) | \(row.isFlagged) |")
    if showsMisses, !isExcerpt { for miss in row.misses.prefix(12) { print(miss) } }
    return row
  }

  private static func total(_ rows: [Accuracy.Row]) {
    let sum = { (value: (Accuracy.Row) -> Int) in rows.reduce(0) { $0 + value($1) } }
    let texts = max(1, sum(\.texts))
    let share = { (count: Int) in "\(count) (\(Double(count * 10_000 / texts) / 100) %)" }
    print("| **all** | \(texts) | \(share(sum(\.isNamed))) | \(share(sum(\.isPlain))) | \(share(sum(\.isFlagged))) |")
  }

  /// `show FOLDER KIND ID`: one changed text, to see why it was missed.
  private static func show(_ texts: [CorpusText], _ seed: UInt64, _ names: [String]) {
    let accuracy = Accuracy(texts: texts, seed: seed, showsMisses: false)
    if names.count == 2 { print(accuracy.changed(names[0], id: names[1]) ?? "no such text or kind of change") }
  }

  // MARK: Speed

  /// Time of the processor that this thread used, so that other work on the machine does not count.
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func time(_ work: () -> Void) -> Double {
    let start = seconds
    work()
    return seconds - start
  }

  private static func throughput(_ texts: [CorpusText], showsSlowest: Bool) {
    let bytes = texts.map { Array($0.text.utf8) }
    let changed = texts.map { Array(("A preface.\n\n" + $0.text + "\n\nAn end.\n").utf8) }
    print("index: \(TextIdentification.indexSize) bytes")
    for (name, set) in [("as they are", bytes), ("between other words", changed)] {
      let size = set.reduce(0) { $0 + $1.count }
      let best = (0..<5).map { _ in time { for text in set { _ = TextIdentification.matches(in: text) } } }.min() ?? 1
      let speed = Int(Double(size) / best / 1e5)
      print("\(name): \(set.count) texts, \(size) bytes, \(speed / 10).\(speed % 10) MB/s on one core")
    }
    guard showsSlowest else { return }
    let times = zip(texts, changed).map { text, bytes in
      (text.id, bytes.count, (0..<3).map { _ in time { _ = TextIdentification.matches(in: bytes) } }.min() ?? 0)
    }
    for (id, size, time) in times.sorted(by: { $0.2 > $1.2 }).prefix(30) {
      print("  \(Int(time * 1e6)) us, \(size) bytes: \(id)")
    }
  }

  // MARK: Hostile input

  private static func mutations(_ texts: [CorpusText], _ seed: UInt64, _ count: Int) {
    var random = Random(seed: seed)
    let sources = texts.map { Array($0.text.utf8) }
    var longest = 0.0
    for round in 0..<count {
      guard var bytes = sources.randomElement(using: &random) else { return }
      for _ in 0..<Int.random(in: 1...12, using: &random) { mutate(&bytes, sources, &random) }
      let used = time { _ = TextIdentification.matches(in: bytes) }
      if used > longest {
        longest = used
        print("round \(round): \(bytes.count) bytes in \(Int(used * 1e6)) us")
      }
    }
    print("\(count) mutated texts, no crash")
  }

  private static func mutate(_ bytes: inout [UInt8], _ sources: [[UInt8]], _ random: inout Random) {
    guard !bytes.isEmpty, bytes.count < 200_000, let other = sources.randomElement(using: &random) else { return }
    let start = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...2000, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 2: bytes.insert(contentsOf: other.prefix(Int.random(in: 0...other.count, using: &random)), at: start)
    case 3: for index in start..<min(end, start + 40) { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    case 4: bytes[start] = UInt8.random(in: 0...255, using: &random)
    default: bytes.insert(contentsOf: (0..<20).flatMap { _ in Array(bytes[start..<min(end, start + 30)]) }, at: start)
    }
  }
}
