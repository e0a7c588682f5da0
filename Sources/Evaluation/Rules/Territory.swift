extension Rule {
  package static let territory = Rule(
    id: "territory",
    title: "the place is outside the license",
    what: "A clause excludes countries, by where the user is at home or by where the thing is used.",
    why: "Outside its territory a license grants nothing, and no duty can be met to change that.",
    fix: "state `actor.domicile` and `regions`, leave the place, or choose another component")
}
