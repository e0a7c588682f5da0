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
    var tree = Branch()
    for option in options where !isQualifier(option) {
      let (name, value) = try parts(option)
      guard tree.insert(json(value, isList: lists.contains(name)), at: name.split(separator: ".").map(String.init)[...]) else {
        throw mistake("`--set` states `\(name)` twice", "state each fact once; a list has commas: --set regions=EU,US")
      }
    }
    guard !tree.isEmpty else { return nil }
    let source = SourceFile(path: "--set", text: tree.json)
    let document = try JSONReader.read(source)
    let context = ReadingContext(
      vocabulary: .init(fields: vocabulary.fields.keys.sorted(), profiles: vocabulary.uses.map(\.id), places: vocabulary.places))
    var use = try StatedUse.reading(document.root, context: context)
    for name in use.facts.origins.keys { use.facts.origins[name] = .option }
    return use
  }

  /// `fields.medical-advice.licensed=true`: qualifiers of fields, by field; they join the fields that are stated elsewhere.
  static func qualifiers(_ options: [String], vocabulary: Vocabulary) throws(DiagnosticError) -> [String: [String: Bool]] {
    var result: [String: [String: Bool]] = [:]
    for option in options where isQualifier(option) {
      let (name, value) = try parts(option)
      let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3, vocabulary.fields[words[1]] != nil, FieldOfUse.qualifierNames.contains(words[2]) else {
        throw mistake(
          "`--set \(name)` names no qualifier of a field of use",
          "write --set fields.FIELD.QUALIFIER=true; qualifiers are \(FieldOfUse.qualifierNames.joined(separator: ", "))")
      }
      guard let truth = Bool(value) else { throw mistake("`--set \(name)` must be `true` or `false`", "it is `\(value)`") }
      guard result[words[1], default: [:]].updateValue(truth, forKey: words[2]) ?? truth == truth else {
        throw mistake("`--set` states `\(name)` twice", "state each fact once")
      }
    }
    return result
  }

  private static func isQualifier(_ option: String) -> Bool { option.hasPrefix("fields.") }

  private static func parts(_ option: String) throws(DiagnosticError) -> (name: String, value: String) {
    guard let equals = option.firstIndex(of: "="), equals != option.startIndex else {
      throw mistake("`--set \(option)` has no value", "write --set FACT=VALUE, for example --set regions=EU,US")
    }
    return (String(option[..<equals]), String(option[option.index(after: equals)...]))
  }

  private static func mistake(_ message: String, _ help: String) -> DiagnosticError {
    DiagnosticError(Diagnostic("bad-option", .error, message, help: help))
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

    var isEmpty: Bool { leaf == nil && children.isEmpty }

    /// False if the fact, a part of it or the whole that it is part of has another value already.
    mutating func insert(_ value: String, at path: ArraySlice<String>) -> Bool {
      guard let first = path.first else {
        guard children.isEmpty, leaf == nil || leaf == value else { return false }
        leaf = value
        return true
      }
      return leaf == nil && children[first, default: Branch()].insert(value, at: path.dropFirst())
    }

    var json: String {
      if let leaf { return leaf }
      let members = children.keys.sorted().map { "\(quoted($0)):\(children[$0]?.json ?? "null")" }
      return "{\(members.joined(separator: ","))}"
    }
  }
}
