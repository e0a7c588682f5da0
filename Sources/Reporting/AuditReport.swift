import Diagnostics
import Licensing

/// Everything an audit has to say, ready to be written in any format; plain values, already sorted.
///
/// The JSON report (`licensecheck.report/1`, design contract section 7) is this value key by key.
package struct AuditReport: Sendable {
  package var toolVersion: String
  package var catalogVersion: String
  package var inputs: [Input] = []
  /// The worst of combination 0 over the requested uses; a waiver does not change it.
  package var verdict: Verdict = .permitted
  package var use: UseSummary
  /// The combination as written comes first, once for each use; alternatives follow.
  package var assessments: [AssessmentRecord] = []
  package var components: [ComponentRecord] = []
  package var findings: [FindingRecord] = []
  package var duties: [DutyRecord] = []
  package var questions: [QuestionRecord] = []
  package var risks: [RiskRecord] = []
  package var waived: [WaivedRecord] = []
  package var errors: [Diagnostic] = []
  package var notes: [Diagnostic] = []
  /// The names of the subjects, in the order of their assessments.
  package var subjects: [String] = []
  /// The document of each subject, for what has no place of its own.
  package var documents: [SourceFile?] = []
  /// Where everything that was read was found: what to name to audit it again.
  package var subjectPaths: [String] = []
  /// Component × use, for the text report.
  package var matrix: Matrix?
  /// Shown in the headline: name and version of what was audited.
  package var title: String = ""
  /// Whether the use was stated by the user; if not, all standard uses were tried and `use` decides the exit code.
  package var isUseStated = true
  package var exitCode: Int32 = 0

  package init(toolVersion: String, catalogVersion: String, use: UseSummary) {
    self.toolVersion = toolVersion
    self.catalogVersion = catalogVersion
    self.use = use
  }

  package struct Input: Sendable, Equatable {
    package var path: String
    package var sha256: String
    /// What was read and hashed: of a file of weights only the header.
    package var part: Part

    package enum Part: String, Sendable { case whole, header }

    package init(path: String, sha256: String, part: Part = .whole) {
      self.path = path
      self.sha256 = sha256
      self.part = part
    }
  }

  /// A fact as it entered the verdict: its name, its value, and who says it.
  package struct FactRecord: Sendable, Equatable {
    package var name: String
    package var value: FactValue
    package var origin: FactOrigin

    package init(name: String, value: FactValue, origin: FactOrigin) {
      self.name = name
      self.value = value
      self.origin = origin
    }
  }

  package struct UseSummary: Sendable, Equatable {
    package var profile: String?
    package var acts: [String]
    /// Whether the acts are stated beside the profile, in place of its own.
    package var changesActs = false
    package var facts: [FactRecord]

    package init(profile: String?, acts: [String], facts: [FactRecord]) {
      self.profile = profile
      self.acts = acts
      self.facts = facts
    }
  }

  /// One combination against one use.
  package struct AssessmentRecord: Sendable, Equatable {
    package var combination: [String]
    package var use: String
    package var verdict: Verdict
    package var findings: [String] = []
    package var duties: [String] = []
    package var questions: [String] = []
    package var fixes: [Fix] = []
    /// Whether there may be more fixes: larger ones, or some that were not tried.
    package var areFixesBounded = false
    /// Whether no other choice of components does better for this use: a milder verdict, or the same with fewer duties.
    package var isBest = false
    /// Which of the subjects it is about, in the order of the report.
    package var subject = 0
    package var assumptions: [AssumptionRecord] = []
    /// Whether its use decides; without a stated use only one of the standard uses does.
    package var isDeciding = true
    /// Whether it is of the combination as written.
    package var isWritten = true

    package init(combination: [String], use: String, verdict: Verdict) {
      self.combination = combination
      self.use = use
      self.verdict = verdict
    }
  }

  package struct Fix: Sendable, Equatable {
    package struct Change: Sendable, Hashable {
      package var kind: String
      package var component: String?
      package var detail: String?

      package init(kind: String, component: String?, detail: String?) {
        self.kind = kind
        self.component = component
        self.detail = detail
      }
    }
    package var changes: [Change]
    package var verdict: Verdict

    package init(changes: [Change], verdict: Verdict) {
      self.changes = changes
      self.verdict = verdict
    }
  }

  package struct AssumptionRecord: Sendable, Equatable {
    package var name: String
    package var setting: String
    /// What each reading would give, where they were tried: (`yes`, verdict), (`no`, verdict).
    package var readings: [Reading]

    package struct Reading: Sendable, Equatable {
      package var setting: String
      package var verdict: Verdict

      package init(setting: String, verdict: Verdict) {
        self.setting = setting
        self.verdict = verdict
      }
    }

    package init(name: String, setting: String, readings: [Reading]) {
      self.name = name
      self.setting = setting
      self.readings = readings
    }
  }

  /// A place in an input with the words that stand there.
  package struct Place: Sendable, Equatable {
    package var source: String
    package var span: SourceSpan
    package var quote: String?

    package init(source: String, span: SourceSpan, quote: String? = nil) {
      self.source = source
      self.span = span
      self.quote = quote
    }
  }

  package struct ComponentRecord: Sendable, Equatable {
    package var id: String
    package var kind: String
    package var name: String?
    package var declared: String?
    package var detected: String?
    package var concluded: String?
    package var match: String?
    package var verdict: Verdict
    package var evidence: [Place] = []
    package var revision: String?
    /// SHA-256 of the files that its license texts stand in.
    package var textHashes: [String] = []

    package init(id: String, kind: String, name: String?, verdict: Verdict) {
      self.id = id
      self.kind = kind
      self.name = name
      self.verdict = verdict
    }
  }

  package struct FindingRecord: Sendable, Equatable {
    package var id: String
    package var rule: String
    /// `nil` for a finding that informs and does not judge.
    package var verdict: Verdict?
    package var openPoint: OpenPoint?
    package var component: String?
    package var license: String?
    package var term: String?
    package var clause: String?
    package var message: String
    /// What the clause says, in the catalog's words.
    package var summary: String?
    /// Component ids from the released component to the one at fault.
    package var path: [String] = []
    /// What each step is, in words (`trained on, by us`): one fewer than `path`.
    package var pathWords: [String] = []
    /// The place to show first, then others; one with a quote beside it is shown as the clause in the user's own copy.
    package var evidence: [Place] = []
    package var facts: [FactRecord] = []
    package var remedy: String?
    package var fix: String?
    package var assumptions: [String] = []
    package var fingerprint: String = ""
    /// The uses in which it occurs.
    package var uses: [String] = []
    /// Whether it concerns a use that decides; without a stated use only one of the standard uses does.
    package var isDeciding = true
    /// Whether it concerns the combination as written, and not only one of its alternatives.
    package var isWritten = true
    /// Further clauses that say the same of the same component, where a report shows them together.
    package var furtherClauses: [String] = []
    /// How loudly it is told: below `error` it does not fail the run, whatever its verdict.
    package var level = FindingLevel.error

    package init(id: String, rule: String, verdict: Verdict?, message: String) {
      self.id = id
      self.rule = rule
      self.verdict = verdict
      self.message = message
    }
  }

  package enum DutyStatus: String, Sendable, CaseIterable { case unmet, unverified, met }

  package struct DutyRecord: Sendable, Equatable {
    package var id: String
    package var duty: String
    package var text: String?
    package var places: [String] = []
    package var component: String?
    package var license: String?
    package var clause: String?
    package var summary: String?
    package var trigger: String?
    package var status: DutyStatus = .unverified
    package var evidence: [Place] = []
    /// Why it is unmet or unverified, or where it is met.
    package var reason: String?
    package var isEncouraged = false
    /// Owed in some cases only, or under one reading of a disputed point only.
    package var isDoubtful = false
    package var uses: [String] = []
    /// Whether it concerns a use that decides.
    package var isDeciding = true
    /// Whether it concerns the combination as written, and not only one of its alternatives.
    package var isWritten = true
    package var fingerprint: String = ""
    /// How loudly it is told: below `error` it does not fail the run.
    package var level = FindingLevel.error
    /// Whether somebody answers for its being unmet.
    package var isWaived = false

    package init(id: String, duty: String) {
      self.id = id
      self.duty = duty
    }

    /// Duties whose words differ from clause to clause.
    static let distinct: Set<String> = ["other", "document", "report"]

    /// What is to be done: the same thing under several clauses is done once.
    package static func task(_ duty: String, _ text: String?, clause: String?) -> String {
      [duty, text ?? "", distinct.contains(duty) ? clause ?? "" : ""].joined(separator: "\u{1F}")
    }
  }

  package struct QuestionRecord: Sendable, Equatable {
    package struct Answer: Sendable, Equatable {
      package var when: String
      package var verdict: Verdict

      package init(when: String, verdict: Verdict) {
        self.when = when
        self.verdict = verdict
      }
    }
    package var id: String
    package var fact: String
    package var prompt: String
    package var answers: [Answer]
    package var component: String?
    package var license: String?
    package var clause: String?

    package init(id: String, fact: String, prompt: String, answers: [Answer]) {
      self.id = id
      self.fact = fact
      self.prompt = prompt
      self.answers = answers
    }
  }

  package struct WaivedRecord: Sendable, Equatable {
    /// Why a finding does not count.
    package enum Ground: String, Sendable, CaseIterable {
      case waiver
      /// It is listed in a baseline.
      case baseline
      /// It was there before the change that is looked at.
      case before
    }

    package var ground = Ground.waiver
    package var finding: FindingRecord
    package var reason: String
    package var approvedBy: String?
    /// The last day on which the waiver holds, `YYYY-MM-DD`.
    package var until: String?
    /// Where the waiver stands.
    package var place: Place?

    package init(
      finding: FindingRecord, reason: String, approvedBy: String? = nil, until: String? = nil, place: Place? = nil
    ) {
      self.finding = finding
      self.reason = reason
      self.approvedBy = approvedBy
      self.until = until
      self.place = place
    }
  }

  package struct Matrix: Sendable, Equatable {
    package struct Cell: Sendable, Equatable {
      package var verdict: Verdict
      package var duties: Int
      /// False where no act of the use reaches the component's license.
      package var isConcerned: Bool
      /// Whether it is one of the best among several combinations.
      package var isBest: Bool

      package init(verdict: Verdict, duties: Int, isConcerned: Bool = true, isBest: Bool = false) {
        self.verdict = verdict
        self.duties = duties
        self.isConcerned = isConcerned
        self.isBest = isBest
      }
    }
    package struct Row: Sendable, Equatable {
      package var component: String
      package var title: String
      package var depth: Int
      package var kind: String
      package var license: String
      package var cells: [Cell]

      package init(component: String, title: String, depth: Int, kind: String, license: String, cells: [Cell]) {
        self.component = component
        self.title = title
        self.depth = depth
        self.kind = kind
        self.license = license
        self.cells = cells
      }
    }
    package var uses: [String]
    package var rows: [Row]

    package init(uses: [String], rows: [Row]) {
      self.uses = uses
      self.rows = rows
    }
  }
}
