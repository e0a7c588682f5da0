extension Rule {
  package static let policy = Rule(
    id: "policy",
    title: "the organization's own policy stands in the way",
    what: "The policy of the organization refuses the license, or wants somebody to look at it first.",
    why: "It is no law: the license itself may allow the use. The organization has reasons of its own.",
    fix: "choose a component under a license that the policy allows, or have a conclusion or a waiver recorded for this one")
}
