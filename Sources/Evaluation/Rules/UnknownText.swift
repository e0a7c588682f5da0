extension Rule {
  package static let unknownText = Rule(
    id: "unknown-text",
    title: "the license text at hand matches no known text",
    what: "The file that should hold the license does not equal the license that is declared, nor any other known text.",
    why: "A changed text grants something else, or nothing.",
    fix: "compare it with the original, restore it, or have it read")
}
