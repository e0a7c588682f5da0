// LicenseCatalog
