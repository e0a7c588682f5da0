import DocumentFormats
import Reporting

extension InquiryCommands {
  /// The JSON Schemas by the names that `schema` knows; a new one is one line.
  package static let schemas: [(name: String, text: @Sendable () -> String)] = [
    ("baseline", { BaselineSchema.text }),
    ("config", { ConfigurationSchema.text }),
    ("manifest", { ManifestSchema.text }),
    ("report", { ReportSchema.text }),
    ("waivers", { ConfigurationSchema.waivers }),
  ]

  /// `schema NAME`: a JSON Schema.
  package static func schema(_ name: String) -> CommandOutput {
    if let schema = schemas.first(where: { $0.name == name }) { return CommandOutput(schema.text() + "\n") }
    let names = schemas.map(\.name).joined(separator: ", ")
    return CommandOutput(
      errors: "error: there is no schema `\(HostileText.singleLine(name))`; there are \(names)\n", status: 2)
  }
}
