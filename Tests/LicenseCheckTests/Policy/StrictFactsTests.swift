import Licensing
import Testing

@testable import LicenseCheck

struct StrictFactsTests {
  private func facts(_ change: (inout UseFacts) -> Void) -> UseFacts {
    var facts = UseFacts()
    change(&facts)
    return facts
  }

  @Test func `of two statements the stricter counts, whoever makes it`() {
    let organization = facts {
      $0.commercial = .yes
      $0.monthlyActiveUsers = Measure(1_000)
      $0.regions = ["EU", "US"]
      $0.purpose = [.production]
    }
    let lenient = StrictFacts(
      facts {
        $0.commercial = .no
        $0.monthlyActiveUsers = Measure(10)
        $0.regions = ["US"]
        $0.purpose = [.research]
      }, trusted: organization)
    #expect(lenient.facts.commercial == .yes && lenient.facts.monthlyActiveUsers == Measure(1_000))
    #expect(Set(lenient.facts.regions ?? []) == ["EU", "US"] && lenient.facts.purpose == [.research, .production])
    #expect(lenient.lenient == [.commercial, .purpose, .monthlyActiveUsers, .regions])
    let strict = StrictFacts(
      facts {
        $0.monthlyActiveUsers = Measure(2_000)
        $0.regions = ["EU", "US", "CN"]
      }, trusted: organization)
    #expect(strict.lenient.isEmpty && strict.facts.monthlyActiveUsers == Measure(2_000) && strict.facts.regions?.count == 3)
  }

  @Test func `an agreement counts only if the organization states it`() {
    let ours = Agreement(license: "a", reference: "1", until: nil)
    let theirs = Agreement(license: "b", reference: "2", until: nil)
    let strict = StrictFacts(facts { $0.agreements = [ours, theirs] }, trusted: facts { $0.agreements = [ours] })
    #expect(strict.facts.agreements == [ours] && strict.lenient == [.agreements])
  }

  @Test func `what the organization does not state is the document's to state`() {
    let stated = facts {
      $0.commercial = .no
      $0.domicile = "DE"
    }
    let strict = StrictFacts(stated, trusted: UseFacts())
    #expect(strict.facts == stated && strict.lenient.isEmpty)
  }
}
