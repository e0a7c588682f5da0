import Diagnostics
import Documents
import Evaluation
import Files
import Licensing
import Reporting
import YAMLDocuments

/// What a change does to the policy that it is judged by: the files that are others in the working tree than at the revision.
struct PolicyChanges {
  private let revision: Revision
  private let options: CheckOptions

  init(_ revision: Revision, _ options: CheckOptions) {
    self.revision = revision
    self.options = options
  }

  /// - Parameter base: what the revision states, which is what counts.
  func findings(_ base: Organization) throws(DiagnosticError) -> [PolicyFinding] {
    var paths = Set(base.sources.map(\.path))
    if let path = try ProjectFolder(options).pathToRead() { paths.insert(path) }
    paths.formUnion([options.waivers, options.baseline].compactMap(\.self))
    // Files that only the working tree names belong to its policy, too; one that cannot be read is told by its own change.
    var registries = Set(options.registries + base.registries)
    if let working = try? Organization.read(options) {
      paths.formUnion(working.sources.map(\.path))
      registries.formUnion(working.registries)
    }
    var findings: [PolicyFinding] = []
    for path in paths.sorted() {
      guard let place = revision.place(of: path) else { continue }
      let before = try revision.file(at: place, shown: path, limit: FileReader.Limit.text)
      if let finding = compare(path, before, try? DiskStore().file(path)) { findings.append(finding) }
    }
    for path in registries.sorted() { findings += try changes(ofRegistry: path) }
    return findings
  }

  private func compare(_ path: String, _ before: SourceFile?, _ now: SourceFile??) -> PolicyFinding? {
    // `try?` of an unreadable file is none at all.
    let isThere = (try? PathScope(root: FilePath.folder(of: path)).contains(path)) ?? false
    let now = now ?? nil
    switch (before, now) {
    case (nil, nil): return isThere ? finding(path, "is added and cannot be read", nil) : nil
    case (nil, let now?): return finding(path, "is added\(Self.summary(nil, now))", now)
    case (_?, nil): return finding(path, isThere ? "is changed and cannot be read" : "is taken away", nil)
    case (let before?, let now?):
      return before.bytes == now.bytes ? nil : finding(path, "is changed\(Self.summary(before, now))", now)
    }
  }

  private func finding(_ path: String, _ what: String, _ file: SourceFile?) -> PolicyFinding {
    let shown = HostileText.singleLine(path, limit: 200)
    let name = HostileText.singleLine(revision.name, limit: 100)
    let place = SourceSpan(file ?? SourceFile(path: path, bytes: []), 0..<0)
    return PolicyFinding(
      rule: .policyChanged, verdict: .undetermined, message: "`\(shown)` \(what); what `\(name)` says counted",
      places: [.init(source: "policy", span: place)])
  }

  /// `: facts, waivers (+1)`, by the keys at the top whose text is another.
  private static func summary(_ before: SourceFile?, _ now: SourceFile) -> String {
    let old = keys(before)
    let new = keys(now)
    let changed = Set(old.keys).union(new.keys).sorted().filter { old[$0]?.text != new[$0]?.text }
    guard !changed.isEmpty else { return "" }
    let words = changed.prefix(12).map { key -> String in
      let difference = (new[key]?.count ?? 0) - (old[key]?.count ?? 0)
      let shown = "`\(HostileText.singleLine(key, limit: 40))`"
      return difference == 0 ? shown : "\(shown) (\(difference > 0 ? "+" : "−")\(abs(difference)))"
    }
    return " in \(words.joined(separator: ", "))\(changed.count > 12 ? " and more" : "")"
  }

  private static func keys(_ file: SourceFile?) -> [String: (text: String, count: Int)] {
    guard let file, let root = try? YAMLReader.read(file).root else { return [:] }
    var result: [String: (text: String, count: Int)] = [:]
    for member in root.members {
      let value = member.value
      let count = value.kind == .array ? value.elements.reduce(0) { count, _ in count + 1 } : 0
      result[member.key.value] = (value.span.text.trimmed, count)
    }
    return result
  }

  /// A registry may be a file or a folder of them.
  private func changes(ofRegistry path: String) throws(DiagnosticError) -> [PolicyFinding] {
    guard let place = revision.place(of: path) else { return [] }
    let entries = try revision.entries(at: place).filter { $0.isFile && $0.size <= FileReader.Limit.text }
    let before = Dictionary(zip(entries.map(\.path), try revision.contents(of: entries))) { first, _ in first }
    var names = Set(before.keys)
    if PathScope.isFolder(path), let scope = try? PathScope(root: path) {
      for folder in DirectoryWalk(path, scope: scope).folders {
        for name in folder.files { if let inner = revision.place(of: FilePath.join(folder.path, name)) { names.insert(inner) } }
      }
    } else if (try? PathScope(around: path).contains(path)) == true {
      names.insert(place)
    }
    return names.sorted().compactMap { name in
      let inner = String(name.dropFirst(place.count).drop { $0 == "/" })
      let shown = inner.isEmpty ? path : FilePath.join(path, inner)
      let old = before[name].map { SourceFile(path: shown, bytes: $0) }
      return compare(shown, old, try? InputFile.read(shown))
    }
  }
}
