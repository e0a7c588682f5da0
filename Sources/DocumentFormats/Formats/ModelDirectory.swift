import Diagnostics
import Documents
import Files
import Inventory
import Licensing
import YAMLDocuments

/// A folder with weights or data, and the card, license texts, configurations and code beside them: one subject.
struct ModelDirectory {
  let folders: [FolderContents]
  let scope: PathScope
  let context: ReadingContext

  /// - Parameter folders: The folder itself, then those below it that are no subject of their own.
  init(_ folders: [FolderContents], scope: PathScope, context: ReadingContext) {
    self.folders = folders
    self.scope = scope
    self.context = context.within(scope)
  }

  private var path: String { folders.first?.path ?? "." }
  private var contents: FolderContents? { folders.first }

  /// The Hub id in a cache path, else the folder's name; the names `.` and `..` say nothing.
  private var name: String? {
    if let id = HubCard.hubName(in: path) { return id }
    let last = FilePath.name(of: path)
    return last.isEmpty || last == ".." ? nil : last
  }

  func inventory() -> Inventory { inventories([], []).first ?? Inventory(path: path) }

  /// The subject of the folder, then what other documents there describe that is something else.
  ///
  /// - Parameters:
  ///   - witnesses: What was read from further documents of the folder itself.
  ///   - bills: What was read from bills of materials there. The only one that begins with a thing of the same kind is taken for
  ///     a description of what the folder holds; of several, those that call it by its name.
  func inventories(_ witnesses: [Inventory], _ bills: [Inventory]) -> [Inventory] {
    var inventory = described()
    inventory.path = path
    if FilePath.name(of: FilePath.folder(of: path)) == "snapshots" {
      inventory.version = FilePath.name(of: path)
      inventory.components[0].revision = inventory.version
    }
    joinConfigurations(&inventory)
    let kind = inventory.components[0].kind
    for witness in witnesses where witness.components.first?.kind == kind { inventory.join(witness: witness) }
    let sameKind = bills.indices.filter { bills[$0].components.first?.kind == kind }
    let joined = sameKind.count == 1 ? sameKind : sameKind.filter { inventory.hasNameOf(bills[$0]) }
    for index in joined { inventory.join(witness: bills[index]) }
    joinHeaders(&inventory)
    let hasCode = folders.contains(where: \.hasCode) && inventory.components.first?.kind != .code
    if hasCode { addCode(&inventory) }
    LicenseFiles(main: 0, code: hasCode ? 1 : nil, context: context).attach(licenseFiles(&inventory), to: &inventory)
    let others = bills.indices.filter { !joined.contains($0) }.map { bills[$0] }
    return [inventory] + witnesses.filter { $0.components.first?.kind != kind } + others
  }

  // MARK: Headers

  /// The most files of weights whose headers are read; the shards of one model say the same.
  private static let mostHeaders = 64

  private func joinHeaders(_ inventory: inout Inventory) {
    guard inventory.components[0].kind == .weights else { return }
    let files = folders.flatMap { folder in folder.headers.map { FilePath.join(folder.path, $0) } }
    if files.count > Self.mostHeaders {
      inventory.diagnostics.append(.tooManyHeaders(path, files.count, limit: Self.mostHeaders))
    }
    for file in files.prefix(Self.mostHeaders) {
      do throws(DiagnosticError) {
        if let header = try WeightsHeader.inventory(file, scope, context) { inventory.join(witness: header) }
      } catch {
        inventory.diagnostics += error.diagnostics
      }
    }
  }

  // MARK: Card and configurations

  private func described() -> Inventory {
    var result: Inventory?
    for card in contents?.cards ?? [] {
      guard let source = read(card, into: &result) else { continue }
      let card = HubCard(source, name: name).inventory(context)
      if result == nil || result?.components.isEmpty == true {
        let diagnostics = result?.diagnostics ?? []
        result = card
        result?.diagnostics += diagnostics
      } else {
        result?.join(card, toComponentAt: 0)
        result?.addParents(ofComponentAt: 0)
      }
    }
    if let result, !result.components.isEmpty { return result }
    var inventory = result ?? Inventory(path: path)
    let isData = FilePath.components(of: path).contains { $0.hasPrefix("datasets--") }
    let kind: ComponentKind = isData ? .data : .weights
    inventory.name = name
    inventory.components = [Component(id: name ?? HubSubject.id(for: kind), kind: kind, name: name)]
    return inventory
  }

  private func joinConfigurations(_ inventory: inout Inventory) {
    if let file = contents?.adapterConfiguration, let document = document(file, into: &inventory) {
      var other = Configuration(document, name: name).adapterInventory()
      if !inventory.components[0].lineage.isEmpty, other.diagnostics.contains(where: { $0.code == "unnamed-parent" }) {
        // The card names the base model, so nothing is missing.
        other.components[0].lineage = []
        other.diagnostics.removeAll { $0.code == "unnamed-parent" }
      }
      inventory.join(other, toComponentAt: 0)
    }
    for file in contents?.configurations ?? [] {
      guard let document = document(file, into: &inventory) else { continue }
      var other = Configuration(document, name: name).modelInventory()
      if !inventory.components[0].lineage.isEmpty {
        other.components[0].lineage = []
        other.diagnostics.removeAll { $0.code == "parent-by-hint" || $0.code == "local-parent" }
      }
      inventory.join(other, toComponentAt: 0)
    }
    inventory.addParents(ofComponentAt: 0)
  }

  /// Code beside the weights is a component of its own; the card speaks for the whole folder, so also for it.
  private func addCode(_ inventory: inout Inventory) {
    var id = "code"
    while inventory.components.contains(where: { $0.id == id }) { id += "-2" }
    var code = Component(id: id, kind: .code, span: inventory.components[0].span)
    code.declared = inventory.components[0].declared
    code.evidence = inventory.components[0].evidence.filter { $0.source == "card" }
    inventory.components.insert(code, at: 1)
  }

  private func licenseFiles(_ inventory: inout Inventory) -> [LicenseFiles.Text] {
    var texts: [LicenseFiles.Text] = []
    for folder in folders where folder.path == path || FilePath.folder(of: folder.path) == path {
      for (name, subject) in folder.licenses where folder.path == path || subject == .oneOfMany {
        do throws(DiagnosticError) {
          let source = try scope.read(FilePath.join(folder.path, name))
          inventory.sources.append(source)
          texts.append(.init(source: source, subject: subject))
        } catch {
          inventory.diagnostics += error.diagnostics
        }
      }
    }
    return texts
  }

  // MARK: Files

  private func read(_ name: String, into inventory: inout Inventory?) -> SourceFile? {
    do throws(DiagnosticError) {
      return try scope.read(FilePath.join(path, name))
    } catch {
      if inventory == nil { inventory = Inventory(path: path) }
      inventory?.diagnostics += error.diagnostics
      return nil
    }
  }

  private func document(_ name: String, into inventory: inout Inventory) -> Document? {
    do throws(DiagnosticError) {
      return try JSONReader.read(try scope.read(FilePath.join(path, name)))
    } catch {
      inventory.diagnostics += error.diagnostics
      return nil
    }
  }
}

extension Inventory {
  /// Joins another description of the first component; claims that are made already are not repeated.
  fileprivate mutating func join(witness: Inventory) {
    var witness = witness
    guard let first = witness.components.first else {
      headers += witness.headers
      diagnostics += witness.diagnostics
      return
    }
    witness.components[0].declared = first.declared.filter { claim in
      !components[0].declared.contains {
        $0.source == claim.source && $0.names.map(\.value) == claim.names.map(\.value)
          && $0.freeName?.value == claim.freeName?.value
      }
    }
    join(witness, toComponentAt: 0)
    joinRest(of: witness)
    addParents()
  }

  /// The components of a witness after the first: what only edges named so far is described now, what is described twice is joined.
  private mutating func joinRest(of witness: Inventory) {
    let names = Dictionary(witness.components.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var places = Dictionary(components.indices.map { (components[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    for var component in witness.components.dropFirst() where component.isDescribed {
      for edge in component.lineage.indices where component.lineage[edge].target.value == witness.components[0].id {
        component.lineage[edge].target.value = components[0].id
      }
      guard let place = places[component.id] else {
        places[component.id] = components.count
        components.append(component)
        continue
      }
      if components[place].isDescribed {
        var joined = components[place]
        diagnostics += joined.join(component, names: names)
        components[place] = joined
      } else {
        components[place] = component
      }
    }
  }

  /// Whether both first components bear the same name, whoever publishes them.
  fileprivate func hasNameOf(_ other: Inventory) -> Bool {
    guard let name = components.first?.name, let otherName = other.components.first?.name else { return false }
    return FilePath.name(of: name).lowercased() == FilePath.name(of: otherName).lowercased()
  }
}

extension Diagnostic {
  fileprivate static func tooManyHeaders(_ path: String, _ count: Int, limit: Int) -> Self {
    Self(
      "headers-left-out", .note, "of the \(count) files of weights in `\(path)` the headers of \(limit) were read", path: path)
  }
}

extension ReadingContext {
  func within(_ scope: PathScope) -> ReadingContext {
    var copy = self
    copy.scope = scope
    return copy
  }
}
