extension Rule {
  package static let givesMoreThanParents = Rule(
    id: "gives-more-than-parents",
    title: "we would give more than we have",
    what: "A parent restricts its use, and the license we give on has no such restrictions.",
    why: "Recipients would believe they may do what the parent forbids.",
    fix: "pass the restrictions on, or choose another parent")
}
