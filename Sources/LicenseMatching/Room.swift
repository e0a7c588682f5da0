// LicenseMatching
