import Diagnostics
import DocumentFormats
import Documents
import Inventory
import LicenseCatalog
import Licensing

/// `--set FACT=VALUE` options, read by the same rules as the `use` of a manifest.
enum OptionFacts {
  /// Facts whose value is a list: there `EU,US` means two places.
  private static let lists: Set<String> = [
    "acts", "purpose", "regions", "outputRegions", "fields", "outputs.train.student", "litigation", "agreements",
  ]

  static func read(_ options: [String], vocabulary: Vocabulary) throws(DiagnosticError) -> StatedUse? {
    guard !options.isEmpty else { return nil }
    var tree = Branch()
    for option in options {
      guard let equals = option.firstIndex(of: "="), equals != option.startIndex else {
        throw DiagnosticError(
          Diagnostic(
            "bad-option", .error, "`--set \(option)` has no value",
            help: "write --set FACT=VALUE, for example --set regions=EU,US"))
      }
      let name = String(option[..<equals])
      let value = String(option[option.index(after: equals)...])
      tree.insert(json(value, isList: lists.contains(name)), at: name.split(separator: ".").map(String.init)[...])
    }
    let source = SourceFile(path: "--set", text: tree.json)
    let document = try JSONReader.read(source)
    let context = ReadingContext(
      vocabulary: .init(fields: vocabulary.fields.keys.sorted(), profiles: vocabulary.uses.map(\.id), places: vocabulary.places))
    var use = try StatedUse.reading(document.root, context: context)
    for name in use.facts.origins.keys { use.facts.origins[name] = .option }
    return use
  }

  /// The value as JSON: as it stands if it is JSON, else as text or a list of texts.
  private static func json(_ value: String, isList: Bool) -> String {
    let isJSON = (try? JSONReader.read(SourceFile(path: "", text: value))) != nil
    if isList {
      if isJSON, value.hasPrefix("[") { return value }
      let items = value.split(separator: ",").map { quoted(String($0)) }
      return "[\(items.joined(separator: ","))]"
    }
    return isJSON ? value : quoted(value)
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter(.compact)
    writer.value(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Facts by the parts of their names.
  private struct Branch {
    private var leaf: String?
    private var children: [String: Branch] = [:]

    mutating func insert(_ value: String, at path: ArraySlice<String>) {
      guard let first = path.first else {
        leaf = value
        return
      }
      children[first, default: Branch()].insert(value, at: path.dropFirst())
    }

    var json: String {
      if let leaf { return leaf }
      let members = children.keys.sorted().map { "\(quoted($0)):\(children[$0]?.json ?? "null")" }
      return "{\(members.joined(separator: ","))}"
    }
  }
}
