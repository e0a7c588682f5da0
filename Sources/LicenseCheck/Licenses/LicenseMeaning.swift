import LicenseCatalog

/// What the catalog makes of a declared name, in the words of `licenses resolve`.
struct LicenseMeaning {
  /// `terms`, `family`, `known-by-name`, `unknown`.
  var kind: String
  var ids: [String]
  var why: String?

  init(_ name: String) {
    switch ShippedCatalog.catalog.resolve(name) {
    case .terms(let terms): (kind, ids, why) = ("terms", [terms.id], nil)
    case .family(_, let candidates, let reason): (kind, ids, why) = ("family", candidates, reason)
    case .knownByName(let known, let reason): (kind, ids, why) = ("known-by-name", [known], reason)
    case .unknown: (kind, ids, why) = ("unknown", [], "no license here has this name")
    }
  }

  /// What to say behind the name.
  var words: String {
    switch kind {
    case "terms": ids.joined()
    case "family" where ids.isEmpty: "no license: \(why ?? "")"
    case "family": "one of \(ids.joined(separator: ", ")): \(why ?? "")"
    case "known-by-name": "\(ids.joined()), \(why ?? "")"
    default: why ?? ""
    }
  }
}
