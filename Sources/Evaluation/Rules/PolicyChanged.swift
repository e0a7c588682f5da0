extension Rule {
  package static let policyChanged = Rule(
    id: "policy-changed",
    title: "a change touches the policy that it is judged by",
    what:
      "The configuration, a waiver, a conclusion, the baseline or a registry is another one than at the revision that policy is read from.",
    why: "Whoever changes the rules and the thing together could allow anything; the rules of that revision counted.",
    fix: "have the change of the policy approved by itself, before what depends on it")
}
