# The customer engagement API and what it keeps.

module "engagement_database" {
  source = "../modules/cloud-sql"

  name             = "engagement"
  region           = var.region
  network          = module.network.network
  key              = module.encryption.keys["databases"]
  secret_key       = module.encryption.keys["secrets"]
  tier             = var.database.tier
  highly_available = var.database.highly_available
  databases        = ["engagement"]
  user             = "engagement"
  password_readers = [module.accounts.members["customer-engagement-api"]]
}

module "outbound_messages" {
  source = "../modules/pubsub"

  name       = "outbound-messages"
  project    = var.project
  region     = var.region
  key        = module.encryption.keys["messages"]
  publishers = { api = module.accounts.members["customer-engagement-api"] }
}

module "customer_engagement_api" {
  source = "../modules/cloud-run"

  name            = "customer-engagement-api"
  region          = var.region
  image           = var.images.customer_engagement_api
  service_account = module.accounts.emails["customer-engagement-api"]
  key             = module.encryption.keys["services"]
  network         = { network = module.network.network, subnet = module.network.subnet }
  metrics_sidecar = var.metrics_sidecar

  # From the edge, and from nowhere else.
  ingress  = "internal-and-cloud-load-balancing"
  invokers = ["allUsers"]

  environment = {
    PGHOST               = module.engagement_database.host
    PGUSER               = module.engagement_database.user
    PGDATABASE           = "engagement"
    PGSSLMODE            = "no-verify"
    GOOGLE_CLOUD_PROJECT = var.project
  }

  secrets = { PGPASSWORD = module.engagement_database.password_secret }
  labels  = { owner = "engagement", tier = "tier-1" }
}
