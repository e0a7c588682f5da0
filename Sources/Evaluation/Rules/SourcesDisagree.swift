extension Rule {
  package static let sourcesDisagree = Rule(
    id: "sources-disagree",
    title: "two sources name different licenses",
    what: "Metadata and the license text, or two files, name different licenses for one component.",
    why: "Only one of them can be right, and the stricter may be.",
    fix: "ask the publisher, and correct the wrong place")
}
