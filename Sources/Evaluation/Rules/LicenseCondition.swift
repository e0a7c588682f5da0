extension Rule {
  package static let licenseCondition = Rule(
    id: "license-condition",
    title: "a condition of the license is not met",
    what: "A clause gives the right only under a condition that the use does not meet, or whose facts are missing.",
    why: "Outside the condition there is no license.",
    fix: "state the missing fact, or change what is done")
}
