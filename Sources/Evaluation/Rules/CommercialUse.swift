extension Rule {
  package static let commercialUse = Rule(
    id: "commercial-use",
    title: "commercial use is not allowed",
    what: "A clause limits the license to non-commercial or research purposes.",
    why: "Money decides here, not who the user is: research inside a business may be commercial.",
    fix: "choose a component whose license allows commercial use, or obtain a license")
}
