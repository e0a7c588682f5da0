extension Rule {
  package static let rightEnded = Rule(
    id: "right-ended",
    title: "a grant beside copyright has ended",
    what: "A grant over patents, databases or another right beside copyright has ended, mostly by a suit of the user.",
    why: "The act stays granted under copyright, but the licensor may now hold the other right against it.",
    fix: "take counsel on the right that has ended")
}
