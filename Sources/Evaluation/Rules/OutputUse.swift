extension Rule {
  package static let outputUse = Rule(
    id: "output-use",
    title: "outputs may not be used this way",
    what: "A clause restricts what outputs may be used for, mostly the training of other models.",
    why: "A student model made against the clause cannot be shown to be free of it later.",
    fix: "train on outputs of a model whose license allows it, or state what the student is")
}
