extension Rule {
  package static let conflictingClauses = Rule(
    id: "conflicting-clauses",
    title: "two clauses of the text clash",
    what: "One clause allows and another forbids, and the text does not say which comes first.",
    why: "A court would have to choose; until then neither answer is safe.",
    fix: "ask the licensor in writing, or choose another component")
}
