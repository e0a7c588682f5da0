import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// What is known of one model or data set.
package struct AssetFacts: Sendable {
  /// A thing that it was made from, as its record names it.
  package struct Parent: Sendable {
    package var id: Located<String>
    package var relationship: Relationship
  }

  package var id: Located<String>
  package var kind: ComponentKind
  package var declared: [DeclaredLicense]
  package var modality: Set<String>?
  package var parents: [Parent]
  package var created: CalendarDate?
  /// Where the facts come from.
  package var source: String
  /// The place that says it all.
  package var span: SourceSpan
}

/// Records of models and data sets, by id.
package protocol AssetSource: Sendable {
  /// The facts of an id, in any case; `nil` if nothing is known of such a thing of this kind.
  func facts(of id: String, kind: ComponentKind) -> AssetFacts?
  /// The facts of everything, sorted by id as if all letters were small.
  var everything: [AssetFacts] { get }
}

extension KnownAssets: AssetSource {
  package func facts(of id: String, kind: ComponentKind) -> AssetFacts? {
    asset(id).flatMap { $0.kind == kind ? AssetFacts($0) : nil }
  }

  package var everything: [AssetFacts] { all.map(AssetFacts.init) }
}

extension AssetFacts {
  fileprivate init(_ asset: KnownAsset) {
    self.init(
      id: asset.id, kind: asset.kind,
      declared: asset.licenses.isEmpty ? [] : [DeclaredLicense(names: asset.licenses, source: .registry)],
      modality: asset.modality, parents: asset.parents.map { Parent(id: $0.id, relationship: $0.relationship) },
      created: asset.created, source: asset.source, span: asset.span)
  }
}

/// Describes parents that an inventory only names, from the facts of known assets, and their parents in turn.
///
/// Only what a record says is taken over: a parent that nobody knows stays undescribed, and so does a copy without a record of
/// its own, whatever its name promises. What an inventory describes itself is left as it is.
package struct AssetResolver: Sendable {
  private let assets: [any AssetSource]
  /// How many components an inventory may have before its lineage is followed no further.
  private let limit: Int

  /// - Parameter assets: the first that knows an id speaks for it.
  package init(_ assets: [any AssetSource], limit: Int = 100_000) {
    self.assets = assets
    self.limit = limit
  }

  package func resolved(_ inventory: Inventory) -> Inventory {
    var inventory = inventory
    resolve(&inventory)
    for index in inventory.alternatives.indices { resolve(index, in: &inventory) }
    return inventory
  }

  /// The same for what may take the place of a component, and for what that comes from.
  private func resolve(_ index: Int, in inventory: inout Inventory) {
    var alternative = inventory.alternatives[index]
    let written = inventory.components.count
    let replacements = alternative.replacements.count
    var whole = inventory
    whole.components += alternative.replacements + alternative.ancestors
    resolve(&whole)
    alternative.replacements = Array(whole.components[written..<written + replacements])
    alternative.ancestors = Array(whole.components[(written + replacements)...])
    inventory.alternatives[index] = alternative
    inventory.diagnostics = whole.diagnostics
  }

  private func resolve(_ inventory: inout Inventory) {
    var open = inventory.components.indices.filter { !inventory.components[$0].isDescribed }
    guard !open.isEmpty else { return }
    var register = Register(inventory.components)
    var next = 0
    while next < open.count {
      let index = open[next]
      next += 1
      let component = inventory.components[index]
      guard let asset = asset(for: component) else { continue }
      inventory.components[index].describe(by: asset)
      for parent in asset.parents {
        let known = register.id(of: parent)
        if known == component.id { continue }
        if known == nil, inventory.components.count >= limit {
          inventory.diagnostics.append(.tooManyParents(parent.id, limit: limit))
          return
        }
        let target = known ?? register.add(parent)
        inventory.components[index].lineage.append(
          Lineage(target: Located(target, parent.id.span), relationship: parent.relationship, by: .upstream))
        guard known == nil else { continue }
        var added = Component(id: target, kind: parent.relationship.parentKind, name: parent.id.value, span: parent.id.span)
        added.isDescribed = false
        open.append(inventory.components.count)
        inventory.components.append(added)
      }
    }
  }

  private func asset(for component: Component) -> AssetFacts? {
    facts(of: Self.hubID(of: component), kind: component.kind)
  }

  /// What the first source that knows an id says of it.
  package func facts(of id: String, kind: ComponentKind) -> AssetFacts? {
    assets.lazy.compactMap { $0.facts(of: id, kind: kind) }.first
  }

  /// The name a component goes by on the Hub; a data set may stand under `datasets/…` beside a model of the same name.
  private static func hubID(of component: Component) -> String {
    let name = component.title
    let prefix = "datasets/"
    return component.kind == .data && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  /// Which component stands for a name; names are compared without case.
  private struct Register {
    private struct Key: Hashable {
      var name: String
      var kind: ComponentKind
    }

    private var ids: [Key: String] = [:]
    private var taken: Set<String>

    init(_ components: [Component]) {
      taken = Set(components.map(\.id))
      for component in components {
        for name in [component.id, hubID(of: component)] {
          let key = Key(name: name.lowercased(), kind: component.kind)
          if ids[key] == nil { ids[key] = component.id }
        }
      }
    }

    func id(of parent: AssetFacts.Parent) -> String? {
      ids[Key(name: parent.id.value.lowercased(), kind: parent.relationship.parentKind)]
    }

    /// Gives a new component an id: its name, unless another kind of thing has that id.
    mutating func add(_ parent: AssetFacts.Parent) -> String {
      var id = parent.id.value
      while !taken.insert(id).inserted { id = "\(parent.relationship.parentKind.rawValue):\(id)" }
      ids[Key(name: parent.id.value.lowercased(), kind: parent.relationship.parentKind)] = id
      return id
    }
  }
}

extension Component {
  fileprivate mutating func describe(by asset: AssetFacts) {
    isDescribed = true
    declared += asset.declared
    modality = modality ?? asset.modality
    evidence.append(.init(source: "registry", span: asset.span))
  }
}

extension Diagnostic {
  fileprivate static func tooManyParents(_ parent: Located<String>, limit: Int) -> Self {
    Self(
      "too-many-components", .error, "the lineage has more than \(limit) components; it is followed no further",
      labels: [.init(parent.span)], help: "audit its parts one by one")
  }
}
