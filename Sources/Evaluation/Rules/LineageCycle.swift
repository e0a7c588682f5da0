extension Rule {
  package static let lineageCycle = Rule(
    id: "lineage-cycle",
    title: "the lineage runs in a circle",
    what: "A component is named as its own ancestor.",
    why: "One of the statements is wrong, and with it whatever was judged along the circle.",
    fix: "correct the relationship that closes the circle")
}
