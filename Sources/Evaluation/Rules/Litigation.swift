extension Rule {
  package static let litigation = Rule(
    id: "litigation",
    title: "a suit ends the license",
    what: "The license, or a part of it, ends when the user brings a suit of the kind named.",
    why: "The grants end on the day the suit is filed.",
    fix: "take counsel: the rights ended with the suit; ask the licensor, or choose another component")
}
