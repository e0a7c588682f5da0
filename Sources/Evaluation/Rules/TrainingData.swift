extension Rule {
  package static let trainingData = Rule(
    id: "training-data",
    title: "data may not be used commercially",
    what:
      "Data whose license is limited to non-commercial purposes was used to train a model that is used "
      + "commercially.",
    why: "Whoever trains copies the data; the limit binds that act, whatever becomes of the model.",
    fix: "drop the data set, use one with a free license, or obtain a license")
}
