extension Rule {
  package static let voidConclusion = Rule(
    id: "void-conclusion",
    title: "a recorded conclusion no longer fits what lies here",
    what:
      "Somebody concluded under which license a component is, and the text or the revision that was looked at is another now.",
    why: "The decision was about other words; the new ones may take away what the old ones gave.",
    fix: "read what changed, and record the conclusion anew with the new hash, or take it out")
}
