extension Rule {
  package static let outboundLicense = Rule(
    id: "outbound-license",
    title: "the license we give is not one the parent accepts",
    what: "The result is given under a license that a share-alike or flow-down clause of a parent does not accept.",
    why: "Giving it so breaks the parent's license.",
    fix: "give it under a license that the clause accepts")
}
