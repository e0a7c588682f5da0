extension UseFacts {
  /// Facts that the other side states replace these; those it does not state stay.
  package mutating func take(_ other: UseFacts) {
    if other.commercial != .unknown { commercial = other.commercial }
    purpose = other.purpose ?? purpose
    actorKind = other.actorKind ?? actorKind
    domicile = other.domicile ?? domicile
    if !other.monthlyActiveUsers.isUnknown { monthlyActiveUsers = other.monthlyActiveUsers }
    if !other.annualRevenue.isUnknown { annualRevenue = other.annualRevenue }
    if !other.monthlyRevenue.isUnknown { monthlyRevenue = other.monthlyRevenue }
    regions = other.regions ?? regions
    outputRegions = other.outputRegions ?? outputRegions
    fields = other.fields ?? fields
    if let stated = other.student {
      student = stated
      // Nothing presumed about "no student" may stand beside a stated one.
      outputsRelated = .unknown
      outputsCompetitive = .unknown
      outputsSimilar = .unknown
      outputsDistributed = .unknown
    }
    if other.outputsRelated != .unknown { outputsRelated = other.outputsRelated }
    if other.outputsCompetitive != .unknown { outputsCompetitive = other.outputsCompetitive }
    if other.outputsSimilar != .unknown { outputsSimilar = other.outputsSimilar }
    if other.outputsDistributed != .unknown { outputsDistributed = other.outputsDistributed }
    releaseName = other.releaseName ?? releaseName
    releaseLicense = other.releaseLicense ?? releaseLicense
    receivedAs = other.receivedAs ?? receivedAs
    litigation = other.litigation ?? litigation
    if !other.agreements.isEmpty { agreements = other.agreements }
    if !other.measures.isEmpty { measures = other.measures }
    origins.merge(other.origins) { $1 }
  }
}
