// CatalogData
