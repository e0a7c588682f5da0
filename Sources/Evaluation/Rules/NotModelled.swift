extension Rule {
  package static let notModelled = Rule(
    id: "not-modelled",
    title: "the license is known by name only",
    what: "The license is known, but its terms were not written down in the catalog.",
    why: "A name decides nothing.",
    fix: "read the text, or add it to the catalog")
}
