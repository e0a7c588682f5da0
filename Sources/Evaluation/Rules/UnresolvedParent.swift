extension Rule {
  package static let unresolvedParent = Rule(
    id: "unresolved-parent",
    title: "the parent is not described",
    what: "The lineage names a parent that no document at hand and no known asset describes.",
    why: "Its license may restrict everything made from it.",
    fix: "describe the parent in a manifest, with its license")
}
