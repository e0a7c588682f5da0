import CatalogData
import LicenseCatalog

/// The catalog that is compiled into the program.
package enum ShippedCatalog {
  package static let catalog = Catalog(compiled: CompiledCatalog.bytes)
}
