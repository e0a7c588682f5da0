extension Rule {
  package static let severalLicenses = Rule(
    id: "several-licenses",
    title: "several licenses without an operator",
    what: "A list of licenses does not say whether one may choose or must keep all.",
    why: "The difference between OR and AND is the difference between yes and no.",
    fix: "write a license expression such as `MIT OR Apache-2.0`")
}
