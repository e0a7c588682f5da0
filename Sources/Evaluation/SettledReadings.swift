import Inventory
import LicenseCatalog
import Licensing

// Points that stand at `yes` or `no`: an answer that would be another one under the other reading says so.
extension Evaluator {
  /// Points that a row of a relationship, a definition or a condition of a license at hand hangs on.
  func assumptionsMet(_ graph: ComponentGraph, _ conclusions: [LicenseConclusion]) -> Set<String> {
    var met: Set<String> = []
    for relationship in Set(graph.parents.joined().map(\.lineage.relationship)) {
      met.formUnion(ExposureTable.assumptions(of: (vocabulary.exposure[relationship]?.states ?? [:]).values))
    }
    var seen: Set<ObjectIdentifier> = []
    for (component, conclusion) in zip(graph.components, conclusions) {
      for license in conclusion.licenses {
        if component.kind == .weights, license.restsOnCopyrightAlone { met.insert(Assumption.weightsAreCopyrightable) }
        if seen.insert(ObjectIdentifier(license)).inserted { met.formUnion(license.assumptions) }
      }
    }
    return met
  }

  /// The assessment with both readings of each settled point on which its answer hangs.
  ///
  /// A reading that can only loosen an answer that allows already is not tried, and none that can only tighten what is forbidden.
  package func withSettledReadings(_ assessment: Assessment) -> Assessment {
    var result = assessment
    var met = assumptionsMet(assessment.graph, assessment.conclusions)
    if concernsOutputs(assessment) { met.insert(Assumption.outputsCarryTerms) }
    result.assumptionsMet = met
    for assumption in vocabulary.assumptions where met.contains(assumption.name) {
      let setting = setting(assumption)
      guard !["disputed", "by-license"].contains(setting), let other = assumption.opposite(of: setting) else { continue }
      if setting == assumption.strict, assessment.verdict <= .duties { continue }
      if setting == assumption.lenient, assessment.verdict == .prohibited { continue }
      var settings = settings
      settings.assumptions[assumption.name] = other
      let flipped = Evaluator(catalog: catalog, settings: settings).assess(
        assessment.graph, conclusions: assessment.conclusions, use: assessment.use)
      guard !flipped.verdict.isSameAnswer(as: assessment.verdict) else { continue }
      result.readings[assumption.name] = [setting: assessment.verdict, other: flipped.verdict]
    }
    return result
  }

  private func concernsOutputs(_ assessment: Assessment) -> Bool {
    let making: Set<Relationship> = [.distilledFrom, .generatedBy, .trainedOn]
    return !assessment.use.acts.intersection(.onOutputs).isEmpty
      || assessment.graph.parents.joined().contains { making.contains($0.lineage.relationship) }
  }
}

extension Assumption {
  /// The setting that reads the point the other way.
  fileprivate func opposite(of setting: String) -> String? {
    setting == "yes" ? settings.first { !["yes", "disputed", "by-license"].contains($0) } : settings.first { $0 == "yes" }
  }
}
