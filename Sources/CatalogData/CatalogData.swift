/// The compiled catalog, as it lies in the program; `LicenseCatalog` reads it in place.
package enum CompiledCatalog {
  /// Bytes that live as long as the program; nothing is copied and nothing is built at start.
  package static var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: compiledCatalog.utf8Start, count: compiledCatalog.utf8CodeUnitCount)
  }

  /// The joined fingerprints, read in place by `LicenseMatching`.
  package static var fingerprints: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: compiledFingerprints.utf8Start, count: compiledFingerprints.utf8CodeUnitCount)
  }
}
