extension Rule {
  package static let notGranted = Rule(
    id: "not-granted",
    title: "no clause grants the act",
    what:
      "The license grants other acts, or the same act on another state of the thing, and keeps all rights "
      + "it does not grant.",
    why: "Silence is not permission: the author of a work keeps what is not given away.",
    fix: "leave out the act, choose another component, or obtain a license")
}
