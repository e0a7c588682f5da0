import Diagnostics
import Inventory
import Licensing

/// Ties the license texts of a folder to its components (design contract, section 5).
struct LicenseFiles {
  struct Text {
    var source: SourceFile
    var subject: FolderContents.LicenseSubject
  }

  /// Index of the component that the folder is about: weights or data.
  let main: Int
  /// Index of the code beside it, if there is any.
  let code: Int?
  let context: ReadingContext

  /// One LICENSE beside code and weights is not taken to cover the weights, unless its text, the card or the lack of anything
  /// else to cover says so; it then stays a question.
  func attach(_ texts: [Text], to inventory: inout Inventory) {
    let hasOwn = texts.contains { $0.subject == .weights || ($0.subject == .data && inventory.components[main].kind == .data) }
    let codeHasOwn = texts.contains { $0.subject == .code }
    for text in texts {
      let (detected, diagnostics) = LicenseText(text.source, role: role(of: text.subject)).read(context)
      inventory.diagnostics += diagnostics
      let places = places(text.subject, detected, hasOwn, codeHasOwn, inventory.components[main])
      for index in places.components {
        inventory.components[index].detected += detected
        if let span = detected.first?.span {
          inventory.components[index].evidence.append(.init(source: "license-file", span: span))
        }
      }
      if places.isLoose { inventory.looseTexts += detected }
    }
  }

  private func role(of subject: FolderContents.LicenseSubject) -> LicenseText.Role {
    switch subject {
    case .whole, .weights, .code, .data, .oneOfMany: .license
    case .notice: .notice
    case .usePolicy: .usePolicy
    }
  }

  private func places(
    _ subject: FolderContents.LicenseSubject, _ detected: [DetectedLicense], _ hasOwn: Bool, _ codeHasOwn: Bool,
    _ component: Component
  ) -> (components: [Int], isLoose: Bool) {
    switch subject {
    case .weights: return component.kind == .weights ? ([main], false) : ([], true)
    case .data: return component.kind == .data ? ([main], false) : ([], true)
    case .code: return code.map { ([$0], false) } ?? ([], true)
    case .usePolicy: return ([main], false)
    case .notice: return ([main] + (code.map { [$0] } ?? []), false)
    case .oneOfMany: return ([], true)
    case .whole:
      let coversMain = !hasOwn && (code == nil || isForMain(detected, component))
      let coversCode = code != nil && !codeHasOwn
      let components = (coversMain ? [main] : []) + (coversCode ? [code].compactMap(\.self) : [])
      return (components, !coversMain && !(hasOwn && coversCode))
    }
  }

  /// Whether the card declares a license, or the words of the text cover what the folder is about.
  private func isForMain(_ detected: [DetectedLicense], _ component: Component) -> Bool {
    if component.declared.contains(where: { !$0.names.isEmpty || $0.freeName != nil }) { return true }
    let ids = detected.flatMap(\.ids)
    return !ids.isEmpty && ids.allSatisfy { context.covers($0).contains(component.kind) }
  }
}
