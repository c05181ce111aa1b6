environment = "staging"

database = {
  tier             = "db-f1-micro"
  highly_available = false
}

portal_instances = {
  least = 1
  most  = 1
}

evidence_retention_days = 0
