import Licensing

extension Term {
  /// The acts that the term speaks of; all, where it bends or lifts what others say.
  var acts: ActSet {
    switch statement {
    case .may(let permission): permission.acts
    case .mustNot(let ban): ban.acts
    case .must(let duty): duty.trigger
    case .define, .lifts, .reserves: .all
    }
  }
}
