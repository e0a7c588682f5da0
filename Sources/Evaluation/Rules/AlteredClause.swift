extension Rule {
  package static let alteredClause = Rule(
    id: "altered-clause",
    title: "the copy at hand differs from the license in a clause",
    what: "Words of this clause were added, struck or replaced in the license text that came with the component.",
    why: "What the catalog knows of the clause was read from the original; the altered clause may say something else.",
    fix: "restore the original text, or have the altered clause read")
}
