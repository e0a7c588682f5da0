extension Rule {
  package static let disputedAssumption = Rule(
    id: "disputed-assumption",
    title: "the answer hangs on a disputed point",
    what: "Under one reading of a point on which lawyers differ the use is allowed, under the other it is not.",
    why: "No court has settled it.",
    fix: "decide the reading with counsel and record it with --assume, or avoid the component")
}
