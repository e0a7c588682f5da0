import Diagnostics
import DocumentFormats
import Files
import Inventory
import Licensing
import Reporting

/// What `init` asks, with what was answered by options.
package struct InitAnswers: Sendable {
  package var use: String?
  package var kind: String?
  package var domicile: String?
  package var regions: String?
  package var users: String?

  package init() {}
}

/// `init [FOLDER]`: drafts `.licensecheck.yaml` from a few answers and `model.json` from what lies in the folder.
///
/// Nothing that is there is ever overwritten, and every value says where it came from.
package struct InitCommand {
  private let options: CheckOptions
  private let folder: String
  private var answers: InitAnswers
  private let ask: ((String) -> String?)?

  /// - Parameter ask: puts a question to a person; `nil` where there is none.
  package init(_ options: CheckOptions, folder: String, answers: InitAnswers, ask: ((String) -> String?)?) {
    self.options = options
    self.folder = FilePath.normalized(folder)
    self.answers = answers
    self.ask = ask
  }

  package mutating func run() -> CommandOutput {
    do throws(DiagnosticError) {
      guard PathScope.isFolder(folder) else { throw .missing(folder) }
      var lines: [String] = []
      let configuration = ProjectFolder(options).path
      if PathScope.exists(configuration) {
        lines.append("`\(configuration)` is there already and stays as it is")
      } else {
        let text = try configurationText(configuration)
        try ReportFile.write(text, to: configuration)
        lines.append("`\(configuration)` drafted: look through it, and state what is left open")
      }
      let manifest = FilePath.join(folder, "model.json")
      if PathScope.exists(manifest) {
        lines.append("`\(manifest)` is there already and stays as it is")
      } else if let draft = try draft(manifest) {
        try ReportFile.write(draft.text, to: manifest)
        lines.append(
          "`\(manifest)` drafted with \(draft.entries.count == 1 ? "1 component" : "\(draft.entries.count) components")")
        lines.append("next: licensecheck check \(manifest)")
      } else {
        lines.append("no model, data set or code that loads one was found in `\(folder)`: no manifest drafted")
      }
      return CommandOutput(lines.map { HostileText.guarded(HostileText.singleLine($0, limit: 500)) + "\n" }.joined())
    } catch {
      return options.failure(error)
    }
  }

  // MARK: The configuration

  private mutating func configurationText(_ path: String) throws(DiagnosticError) -> String {
    let uses = ShippedCatalog.catalog.vocabulary.uses.map(\.id).joined(separator: ", ")
    let isAsked = ask != nil
    func answer(_ stated: String?, _ question: String) -> (value: String, from: String)? {
      if let stated { return (stated, "from an option") }
      guard let line = ask?(question)?.trimmed, !line.isEmpty else { return nil }
      return (line, "as answered")
    }
    let open = isAsked ? "not answered" : "nobody was asked"
    func line(_ indent: String, _ key: String, _ answer: (value: String, from: String)?, example: String) -> String {
      guard let answer else { return "\(indent)# \(key): \(example)  # \(open): unknown until stated\n" }
      return "\(indent)\(key): \(answer.value)  # \(answer.from)\n"
    }
    let use = answer(answers.use, "what is it for (\(uses))? ")
    let kind = answer(answers.kind, "who are you (company, individual, academic, non-profit, government)? ")
    let domicile = answer(answers.domicile, "in which country (ISO code, for example DE)? ").map {
      ($0.value.uppercased(), $0.from)
    }
    let regions = answer(answers.regions, "where is it offered (for example EU,US or WORLD)? ")
    let users = answer(answers.users, "how many monthly active users? ")
    let list = regions.map {
      (
        "[\($0.value.split(separator: ",").map { YAMLScalar.text(String($0).trimmed.uppercased()) }.joined(separator: ", "))]",
        $0.from
      )
    }
    let actor = [
      line("    ", "kind", kind.map { (YAMLScalar.text($0.value), $0.from) }, example: "company"),
      line("    ", "domicile", domicile.map { (YAMLScalar.text($0.0), $0.1) }, example: "DE"),
      line("    ", "monthlyActiveUsers", users, example: "5000"),
    ]
    let hasActor = kind != nil || domicile != nil || users != nil
    let text =
      "# Drafted by licensecheck init; the keys are described by: licensecheck schema config\n"
      + (use.map { "use: {profile: \(YAMLScalar.text($0.value))}  # \($0.from)\n" }
        ?? "# use: {profile: hosted-commercial}  # \(open): all standard uses are tried\n")
      + (hasActor || list != nil ? "facts:\n" : "# facts:\n") + (hasActor ? "  actor:\n" : "  # actor:\n") + actor.joined()
      + line("  ", "regions", list.map { ($0.0, $0.1) }, example: "[EU, US]")
    // What was answered is held to the rules of any configuration.
    _ = try ProjectConfiguration.read(SourceFile(path: path, text: text), context: SubjectReader.context)
    return text
  }

  // MARK: The manifest

  private func draft(_ path: String) throws(DiagnosticError) -> ManifestDraft? {
    let real = try PathScope(root: folder).root
    var draft = ManifestDraft(folder: folder, name: FilePath.name(of: real))
    let reader = SubjectReader(stdinName: "-")
    let known = reader.read([folder]).inventories
    for inventory in known { draft.add(inventory) }
    let read = Set(known.flatMap(\.sources).map { FilePath.normalized($0.path) })
    let scope = try PathScope(around: folder)
    var references: [(file: String, reference: CodeReferences.Reference)] = []
    var files = 0
    for place in DirectoryWalk(folder, scope: scope).folders {
      for name in place.files {
        let file = FilePath.join(place.path, name)
        let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        guard ["py", "ipynb", "yaml", "yml"].contains(ending), !read.contains(FilePath.normalized(file)) else { continue }
        files += 1
        guard files <= Self.mostFiles, let source = try? scope.read(file, limit: Self.largestFile) else { continue }
        if ending == "py" || ending == "ipynb" {
          references += CodeReferences(source).references.map { (file, $0) }
        } else if ["base_model", "model_name_or_path"].contains(where: { source.text(in: 0..<source.bytes.count).contains($0) }) {
          for inventory in reader.read([file]).inventories where inventory.components.contains(where: \.isDescribed) {
            draft.add(inventory)
          }
        }
      }
    }
    draft.add(references)
    guard !draft.entries.isEmpty else { return nil }
    // A draft that the program cannot read is none.
    let check = SubjectFinder(context: SubjectReader.context).findings(in: SourceFile(path: path, text: draft.text))
    let mistakes = (check.diagnostics + check.inventories.flatMap(\.diagnostics)).filter { diagnostic in
      // Files are looked for beside the manifest, which is not written yet.
      diagnostic.severity == .error && !["unreadable-file", "no-folder"].contains(diagnostic.code)
    }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
    return draft
  }

  private static let mostFiles = 20_000
  private static let largestFile = 8 << 20
}
