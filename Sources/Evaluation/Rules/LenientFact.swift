extension Rule {
  package static let lenientFact = Rule(
    id: "lenient-fact",
    title: "the input states a fact more leniently than the organization",
    what: "A manifest says something about the use that asks less of it than what the organization states; the stricter counts.",
    why: "Facts about the organization are not for the thing under audit to state.",
    fix: "take the fact out of the manifest, or have it changed where the organization states it")
}
