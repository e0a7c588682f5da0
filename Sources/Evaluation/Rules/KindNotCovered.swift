extension Rule {
  package static let kindNotCovered = Rule(
    id: "kind-not-covered",
    title: "the license does not cover this kind of component",
    what: "The license defines what it covers, and components of this kind are not in the definition.",
    why: "A license for data says nothing about weights, and the other way round.",
    fix: "find out under which license the component itself is given")
}
