import Diagnostics
import Files
import Inventory
import Licensing

/// A file that holds a license text, a notice or a use policy.
struct LicenseText {
  enum Role: String {
    case license = "LICENSE"
    case notice = "NOTICE"
    case usePolicy = "USE_POLICY"
  }

  let file: SourceFile
  let role: Role

  init(_ file: SourceFile, role: Role) {
    self.file = file
    self.role = role
  }

  static func role(ofFileNamed name: String) -> Role {
    let name = name.lowercased()
    if name.hasPrefix("notice") || name.hasPrefix("attribution") { return .notice }
    return name.contains("policy") || name.contains("acceptable") ? .usePolicy : .license
  }

  /// What the matcher finds; a text that matches nothing is told as `unknown`, never left out.
  func read(_ context: ReadingContext) -> (detected: [DetectedLicense], diagnostics: [Diagnostic]) {
    let whole = SourceSpan(file, 0..<file.bytes.count)
    if file.bytes.starts(with: Array("%PDF".utf8)) || file.bytes.prefix(1 << 12).contains(0) {
      return ([unknown(whole)], [.notText(whole.opening)])
    }
    if file.bytes.allSatisfy({ $0 <= 0x20 }) { return ([unknown(whole)], [.emptyText(whole.opening)]) }
    let (found, diagnostics) = context.identifyWhole(file, role: role.rawValue)
    return (found.isEmpty ? [unknown(whole)] : found, diagnostics)
  }

  private func unknown(_ span: SourceSpan) -> DetectedLicense {
    DetectedLicense(ids: [], match: "unknown", span: span, role: role.rawValue)
  }
}

extension Diagnostic {
  fileprivate static func notText(_ span: SourceSpan) -> Self {
    Self(
      "not-text", .warning, "`\(span.file.path)` is not text, so nobody read the license in it", labels: [.init(span)],
      help: "put the text beside it as `LICENSE`")
  }

  fileprivate static func emptyText(_ span: SourceSpan) -> Self {
    Self("empty-license", .warning, "`\(span.file.path)` is empty", labels: [.init(span)], help: "copy the license text into it")
  }
}
