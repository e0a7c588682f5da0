extension Rule {
  package static let sizeThreshold = Rule(
    id: "size-threshold",
    title: "the user is too large, or its size is unknown",
    what: "A clause gives the rights only below a number of users or an amount of revenue.",
    why:
      "The threshold is counted on a day and over a group of companies that the clause names; above it "
      + "there is no license at all.",
    fix: "state the figure in the use, or ask the licensor for a separate license")
}
