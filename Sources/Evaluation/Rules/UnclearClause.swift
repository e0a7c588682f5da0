extension Rule {
  package static let unclearClause = Rule(
    id: "unclear-clause",
    title: "the words of the clause are unclear",
    what: "The clause that would decide can be read in two ways.",
    why: "An answer built on the friendlier reading is a guess.",
    fix: "ask the licensor in writing, or choose another component")
}
