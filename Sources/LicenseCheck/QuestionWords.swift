import Licensing

extension Test {
  /// The test as a person would ask it.
  var inWords: String {
    func number(_ value: Double) -> String {
      guard let whole = Int(exactly: value) else { return "\(value)" }
      var digits = String(whole)
      var groups: [String] = []
      while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits = String(digits.dropLast(3))
      }
      return ([digits] + groups).joined(separator: ",")
    }
    switch self {
    case .commercial: return "is the use commercial"
    case .purpose: return "what is the purpose"
    case .kind, .assuming: return ""
    case .actorKind: return "what kind of actor uses it"
    case .domicile(let codes): return "where is the user at home (\(codes.joined(separator: ", ")))"
    case .places(.regions, _, let codes): return "where is it used (\(codes.joined(separator: ", ")))"
    case .places(.outputRegions, _, let codes): return "where are its outputs used (\(codes.joined(separator: ", ")))"
    case .modality(_, let modalities):
      return "does the model work with anything but \(modalities.sorted().joined(separator: ", "))"
    case .receivedAs: return "was it received as part of an integrated product"
    case .metric(let metric, let scope, let date, let comparison, let value):
      let what: String
      switch metric {
      case .monthlyActiveUsers: what = "monthly active users"
      case .annualRevenue: what = "US dollars of annual revenue"
      case .monthlyRevenue: what = "US dollars of monthly revenue"
      }
      let limit: String
      switch comparison {
      case .greater: limit = "more than \(number(value))"
      case .atLeast: limit = "\(number(value)) or more"
      case .less: limit = "fewer than \(number(value))"
      case .atMost: limit = "at most \(number(value))"
      }
      return "\(limit) \(what) (\(scope.rawValue)\(date.map { ", on \($0)" } ?? ""))"
    case .output(.related): return "is the model trained on the outputs the same model, or made from it"
    case .output(.competitive): return "does the model trained on the outputs compete with it"
    case .output(.similar): return "is the model trained on the outputs to perform like it"
    case .output(.distributed): return "is the model trained on the outputs given to others"
    case .student: return "what kind of model is trained on the outputs"
    case .fields: return "which fields of use"
    case .field(let name, let qualifiers):
      let asked = qualifiers.keys.sorted().map { qualifier in
        switch qualifier {
        case "licensed": "is it done by, or under, somebody with the license that the law asks for"
        case "humanOversight": "does a person oversee it"
        case "fullyAutomated": "does it run without a person deciding"
        case "substitute": "does it take the place of a professional"
        case "consent": "did the persons concerned consent"
        case "disclosed": "is it disclosed"
        default: qualifier
        }
      }
      return "\(name): \(asked.joined(separator: "; "))"
    case .litigation: return "has the user brought a suit about it"
    }
  }
}
