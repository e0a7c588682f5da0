import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// One generated case; of every other one more is said than one license each: claims, texts, decisions. The organization may have its
/// own rules, and hold licenses of its own.
struct EvidenceCase {
  var texts: NamedTexts
  var components: [Component]
  var use: Use
  var settings: EvaluationSettings

  /// - Parameter isRich: whether licenses and facts hold what few of them do.
  init(_ generator: inout Generator, upTo most: Int = 4, isRich: Bool = false) {
    var item = LawCase(&generator, upTo: most)
    if isRich {
      generator.enrich(&item.texts)
      generator.enrich(&item.use, &item.components)
    }
    (components, use, settings) = (item.components, item.use, item.settings)
    texts = NamedTexts(texts: item.texts)
    if generator.chance(50) { generator.evidence(on: &components, texts: item.texts) }
    if generator.chance(35) { use.acts = use.acts.union([.modify, .distribute]) }
    if generator.chance(20) { settings.policy = generator.policy() }
    if generator.chance(20) { use.facts.agreements = [generator.agreement(["L0", "L1", "nobody-knows", "known-by-name"])] }
  }

  private var evaluator: Evaluator { Evaluator(catalog: texts, settings: settings) }

  var assessment: Assessment { evaluator.assessment(of: components, use: use) }

  /// All that is said of the case, with the settled points and the licenses under which it may be given on.
  var outline: String {
    let survey = OutboundSurvey(components, evaluator: evaluator, use: use)
    let groups = survey.groups(of: ["L0", "L1", "L2", "family", "nobody-knows", "L0 OR L3", "L1 AND L2"]).map { group in
      let grounds = [group.grounds, group.accepting, group.conditions].map { list in
        list.map { "\($0.constraint.source ?? "-")#\($0.constraint.term ?? "-")" }.joined(separator: ",")
      }
      return "\(group.names.joined(separator: ", ")): \(group.answer.rawValue) \(grounds.joined(separator: " | "))\n"
    }
    return AssessmentOutline(evaluator.withSettledReadings(assessment)).text + groups.joined()
  }
}
