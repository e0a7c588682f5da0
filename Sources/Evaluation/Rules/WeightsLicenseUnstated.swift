extension Rule {
  package static let weightsLicenseUnstated = Rule(
    id: "weights-license-unstated",
    title: "the license beside the weights does not say that it covers them",
    what:
      "A license text stands beside code and weights, but neither it, nor a card, nor a file of the "
      + "weights' own says that the weights are under it.",
    why: "Publishers often free the code and keep the weights.",
    fix: "look for the publisher's statement on the weights and record it")
}
