extension Rule {
  package static let licenseFamily = Rule(
    id: "license-family",
    title: "the name fits several licenses",
    what: "The declared name stands for a family of licenses whose terms differ.",
    why: "Which member applies decides what is allowed.",
    fix: "name the version")
}
