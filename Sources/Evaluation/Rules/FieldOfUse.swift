extension Rule {
  package static let fieldOfUse = Rule(
    id: "field-of-use",
    title: "the field of use is restricted",
    what:
      "A clause of a license, or of a use policy that it incorporates, bans a field of use that the "
      + "intended use states.",
    why: "Use restrictions bind whoever runs the model; ignoring one ends the license for everything else too.",
    fix: "leave the field, choose a component whose license does not restrict it, or obtain a license")
}
