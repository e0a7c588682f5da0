extension Rule {
  package static let declaresMoreThanParents = Rule(
    id: "declares-more-than-parents",
    title: "the declared license gives more than the parents allow",
    what: "An upstream component declares a license that is wider than that of a parent from which it was made.",
    why: "The parent's terms bind all the same; the label misleads. They were counted.",
    fix: "rely on the parent's license, and tell the publisher")
}
