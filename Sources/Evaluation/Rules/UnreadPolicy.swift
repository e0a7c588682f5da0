extension Rule {
  package static let unreadPolicy = Rule(
    id: "unread-policy",
    title: "a policy that the license incorporates was not read",
    what:
      "The license binds the user to a use policy that is not in the catalog, and the use states a field "
      + "that no known clause names.",
    why: "The policy may forbid exactly this field.",
    fix: "read the policy at its place, and add it to the catalog")
}
