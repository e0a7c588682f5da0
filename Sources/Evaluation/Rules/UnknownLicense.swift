extension Rule {
  package static let unknownLicense = Rule(
    id: "unknown-license",
    title: "the license is unknown",
    what: "The declared name is neither a catalog id nor an SPDX id, a Hub id or an alias of one.",
    why: "Nobody read the text, so nobody knows what it allows.",
    fix: "name the license by its id, or add its text to the catalog")
}
