extension Rule {
  package static let actFitsNothing = Rule(
    id: "act-fits-nothing",
    title: "the act fits no component",
    what: "The use names an act that cannot be done with any component at hand.",
    why: "The answer would speak of nothing.",
    fix: "name the act that is meant, or add the component it concerns")
}
