import Diagnostics
import Inventory
import LicenseCatalog
import Reporting

/// `--with COMPONENT=REPLACEMENT`: another choice for a component, beside those that a manifest lists.
///
/// The replacement is a component of the manifest, a model or data set of the Hub (`org/name`, described by the records at hand), or a
/// license, for something else of the same kind under that license.
struct Substitution {
  private let component: String
  private let replacement: String
  private let source: SourceFile

  /// - Throws: if the option has no `=`, or the replacement is neither an `org/name` nor a license that the catalog knows.
  init(option: String) throws(DiagnosticError) {
    let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw Self.mistake("`--with \(HostileText.singleLine(option))` has no `=`", "write --with COMPONENT=REPLACEMENT")
    }
    component = parts[0]
    replacement = parts[1]
    source = SourceFile(path: "--with", text: option)
  }

  /// Adds the choice to every inventory that has the component.
  /// - Throws: if none has it, or nothing is known by the name of the replacement.
  static func apply(
    _ substitutions: [Self], to inventories: inout [Inventory], catalog: any LicenseSource
  ) throws(DiagnosticError) {
    for substitution in substitutions {
      var isApplied = false
      for index in inventories.indices {
        isApplied = try substitution.apply(to: &inventories[index], catalog: catalog) || isApplied
      }
      guard !isApplied else { continue }
      let known = inventories.flatMap { $0.components.map(\.id) }.prefix(12).map { "`\(HostileText.singleLine($0))`" }
      throw mistake(
        "`--with` names no component: `\(HostileText.singleLine(substitution.component))`",
        known.isEmpty ? "no component was read" : "there are \(known.joined(separator: ", "))")
    }
  }

  private func apply(to inventory: inout Inventory, catalog: any LicenseSource) throws(DiagnosticError) -> Bool {
    guard let replaced = inventory.components.first(where: { $0.id == component || $0.name == component }) else { return false }
    let span = SourceSpan(source, 0..<source.bytes.count)
    let target = Located(replaced.id, span)
    if inventory.alternatives.contains(where: { list in
      list.component.value == replaced.id && list.replacements.contains { $0.id == replacement }
    }) {
      return true
    }
    if let own = inventory.components.first(where: { $0.id == replacement }) {
      inventory.alternatives.append(.init(component: target, replacements: [own]))
      return true
    }
    var other = Component(id: replacement, kind: replaced.kind, name: replacement, span: span)
    other.modality = replaced.modality
    if case .unknown = catalog.resolve(replacement) {
      guard replacement.contains("/") else {
        throw Self.mistake(
          "`\(HostileText.singleLine(replacement))` is no component, no `org/name` and no license",
          "write --with COMPONENT=org/name or --with COMPONENT=LICENSE")
      }
      other.modality = nil
      other.isDescribed = false
    } else {
      other.id = "\(replaced.id) (\(replacement))"
      other.name = nil
      other.declared = [DeclaredLicense(names: [Located(replacement, span)], source: .manifest)]
    }
    inventory.alternatives.append(.init(component: target, replacements: [other]))
    return true
  }

  private static func mistake(_ message: String, _ help: String) -> DiagnosticError {
    DiagnosticError([Diagnostic("bad-option", .error, message, help: help)])
  }
}
