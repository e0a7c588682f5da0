// LicenseCheck
