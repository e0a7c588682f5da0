extension Rule {
  package static let prohibitedAct = Rule(
    id: "prohibited-act",
    title: "a clause forbids the act",
    what: "A clause forbids what is intended, whatever the circumstances.",
    why: "An express ban beats the general grant.",
    fix: "leave out the act, or choose another component")
}
