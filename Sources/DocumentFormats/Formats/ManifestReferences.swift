import Diagnostics
import Documents
import Inventory
import Licensing

// What a manifest says about ids: each once, each one that is referred to exists.
extension ManifestReader {
  /// The ids that references may name, and the parents that only references name.
  private struct Register {
    var ids: Set<String> = []
    /// In document order, for suggestions; no more than a reader would write by hand.
    var listed: [String] = []
    /// Ids by the name the world knows a component by; a name that two components have stands for neither.
    var names: [String: String?] = [:]
    var undescribed: [Component] = []
    var undescribedIDs: Set<String> = []

    init(_ entries: [Entry]) {
      for entry in entries {
        add(entry)
        guard let name = entry.component.name else { continue }
        names[name] = names[name] == nil ? .some(entry.id.value) : .some(nil)
      }
    }

    mutating func add(_ entry: Entry) {
      ids.insert(entry.id.value)
      if listed.count < 500 { listed.append(entry.id.value) }
    }
  }

  /// Checks the references of all components and adds parents that are only named.
  mutating func resolve(into inventory: inout Inventory) {
    checkIDs()
    var register = Register(entries)
    let own = register.ids
    let listed = register.listed
    var components = entries.map(\.component)
    for index in components.indices { resolve(&components[index], &register) }
    let undescribed = (register.undescribed, register.undescribedIDs)
    for (target, replacements) in alternatives {
      if !own.contains(target.value) { nodes.report(.unknownComponent(target, listed, "an alternative")) }
      (register.ids, register.listed) = (own, listed)
      (register.undescribed, register.undescribedIDs) = undescribed
      for entry in replacements { register.add(entry) }
      var choices = replacements.map(\.component)
      for index in choices.indices { resolve(&choices[index], &register) }
      var alternative = Inventory.Alternative(component: target, replacements: choices)
      alternative.ancestors = Array(register.undescribed[undescribed.0.count...])
      inventory.alternatives.append(alternative)
    }
    for suit in suits where suit.value != "outputs" && !own.contains(suit.value) {
      nodes.report(.unknownComponent(suit, listed + ["outputs"], "a suit"))
    }
    inventory.components = components + undescribed.0
  }

  private mutating func checkIDs() {
    var places: [String: SourceSpan] = [:]
    for entry in entries + alternatives.flatMap(\.entries) {
      if let first = places[entry.id.value] {
        nodes.report(.duplicateComponent(entry.id, first: first))
      } else {
        places[entry.id.value] = entry.id.span
      }
    }
  }

  private mutating func resolve(_ component: inout Component, _ register: inout Register) {
    for index in component.lineage.indices {
      let edge = component.lineage[index]
      let target = edge.target.value
      if register.ids.contains(target) || register.undescribedIDs.contains(target) { continue }
      if let named = register.names[target], let id = named, id != component.id {
        component.lineage[index].target.value = id
      } else if HubID.isQualified(HubID.canonical(target)) || edge.target.span.file.path != path {
        register.undescribedIDs.insert(target)
        register.undescribed.append(.undescribed(edge))
      } else {
        nodes.report(.unknownComponent(edge.target, register.listed, "`from`"))
      }
    }
  }
}

extension Component {
  /// A parent that is only named.
  static func undescribed(_ edge: Lineage) -> Component {
    let name = HubID.canonical(edge.target.value)
    var component = Component(id: edge.target.value, kind: edge.relationship.parentKind, name: name, span: edge.target.span)
    component.isDescribed = false
    return component
  }
}

extension Diagnostic {
  fileprivate static func duplicateComponent(_ id: Located<String>, first: SourceSpan) -> Self {
    Self(
      "duplicate-component", .error, "two components have the id \(id.value.quoted)",
      labels: [.init(id.span, "again here"), .init(first, "first here")], help: "give each its own id")
  }

  fileprivate static func unknownComponent(_ id: Located<String>, _ ids: [String], _ what: String) -> Self {
    let nearest = NearestName.of(id.value, among: ids)
    return Self(
      "unknown-component", .error, "\(what) names \(id.value.quoted), which is no component", labels: [.init(id.span)],
      help: nearest.map { "did you mean \($0.quoted)?" }
        ?? "add a component with this id, or write a Hub id (`organization/name`)")
  }
}
