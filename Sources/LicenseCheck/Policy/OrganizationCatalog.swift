import DocumentFormats
import LicenseCatalog
import Licensing

/// The shipped catalog with the uses of an organization beside the standard ones.
struct OrganizationCatalog: LicenseSource {
  private let catalog: Catalog
  let vocabulary: Vocabulary

  init(_ catalog: Catalog, profiles: [UseProfile]) {
    self.catalog = catalog
    vocabulary = catalog.vocabulary(with: profiles)
  }

  func terms(_ id: String) -> LicenseTerms? { catalog.terms(id) }
  func resolve(_ name: String) -> LicenseResolution { catalog.resolve(name) }
}

extension Catalog {
  func vocabulary(with profiles: [UseProfile]) -> Vocabulary {
    var result = vocabulary
    result.uses += profiles
    return result
  }
}

extension AuditRequest {
  /// The law that is applied, with the uses that can be asked for.
  var catalog: any LicenseSource {
    profiles.isEmpty ? ShippedCatalog.catalog : OrganizationCatalog(ShippedCatalog.catalog, profiles: profiles)
  }

  /// What the organization states and decides.
  mutating func take(_ organization: Organization) {
    configuration = organization.configuration
    own = organization.own
    inherited = organization.inherited
    policySources = organization.sources
    waivers = organization.waivers
    baseline = organization.baseline
    policyFindings = organization.findings
  }

  /// The configuration of the organization after an answer was added to it.
  mutating func state(_ configuration: ProjectConfiguration?) {
    own = configuration
    self.configuration = configuration.map { own in inherited.map { own.extending($0) } ?? own } ?? inherited
  }
}
