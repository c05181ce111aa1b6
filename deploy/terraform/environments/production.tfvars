environment = "production"

database = {
  tier             = "db-custom-2-7680"
  highly_available = true
}

portal_instances = {
  least = 2
  most  = 4
}

# Seven years and a month, as for records of the SOX Act.
evidence_retention_days = 2587
