extension Rule {
  package static let missingLicense = Rule(
    id: "missing-license",
    title: "no license is declared",
    what: "Neither metadata nor a text beside it says under which license the component is given.",
    why: "Without a license all rights are reserved.",
    fix: "find the license at the publisher and record it")
}
