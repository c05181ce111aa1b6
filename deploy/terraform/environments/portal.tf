# The portal, its database, its evidence, and the report it runs each morning.

module "portal_database" {
  source = "../modules/cloud-sql"

  name             = "countersign"
  region           = var.region
  network          = module.network.network
  key              = module.encryption.keys["databases"]
  secret_key       = module.encryption.keys["secrets"]
  tier             = var.database.tier
  highly_available = var.database.highly_available
  user             = "countersign"
  password_readers = [module.accounts.members["portal"]]
}

module "evidence" {
  source = "../modules/cloud-storage"

  name           = "${var.project}-evidence"
  region         = var.region
  key            = module.encryption.keys["buckets"]
  writers        = [module.accounts.members["portal"]]
  retention_days = var.evidence_retention_days
}

module "portal" {
  source = "../modules/cloud-run"

  name            = "countersign"
  region          = var.region
  image           = var.images.portal
  service_account = module.accounts.emails["portal"]
  key             = module.encryption.keys["services"]
  network         = { network = module.network.network, subnet = module.network.subnet }
  port            = 7007
  instances       = var.portal_instances
  cpu             = "2"
  memory          = "4Gi"
  startup_seconds = 240

  # Alerts are judged, messages sent and ledgers signed between requests, too.
  always_on = true

  # It asks by itself who calls.
  ingress  = "all"
  invokers = ["allUsers"]

  health = {
    startup  = "/.backstage/health/v1/readiness"
    liveness = "/.backstage/health/v1/liveness"
  }

  environment = {
    COUNTERSIGN_URL     = var.portal_url
    COUNTERSIGN_PROJECT = var.project
    EVIDENCE_BUCKET     = module.evidence.name
    CATALOG_URL         = var.catalog_url
    OIDC_METADATA_URL   = var.oidc_metadata_url
    POSTGRES_HOST       = module.portal_database.host
    POSTGRES_USER       = module.portal_database.user
    LEDGER_KEY_FILE     = "/run/ledger/ledger-key.pem"
    NODE_OPTIONS        = "--max-old-space-size=3072"
    # In the network, by an address: encrypted, and with no name that a certificate could vouch for.
    PGSSLMODE = "no-verify"
  }

  secrets = {
    POSTGRES_PASSWORD   = module.portal_database.password_secret
    AUTH_SESSION_SECRET = module.secrets.ids["session-secret"]
    PIPELINE_TOKEN      = module.secrets.ids["pipeline-token"]
    REPORT_TOKEN        = module.secrets.ids["report-token"]
    ALERTS_TOKEN        = module.secrets.ids["alerts-token"]
    OIDC_CLIENT_ID      = module.secrets.ids["oidc-client-id"]
    OIDC_CLIENT_SECRET  = module.secrets.ids["oidc-client-secret"]
  }

  secret_files = {
    "/run/ledger" = { file = "ledger-key.pem", secret = module.secrets.ids["ledger-key"] }
  }
}

module "report_job" {
  source = "../modules/cloud-run-job"

  name              = "operations-daily"
  region            = var.region
  image             = var.images.report_job
  service_account   = module.accounts.emails["report-job"]
  scheduler_account = module.accounts.emails["report-scheduler"]
  key               = module.encryption.keys["services"]
  network           = { network = module.network.network, subnet = module.network.subnet }
  schedule          = "30 5 * * *"
  time_zone         = "Europe/Berlin"

  # The key of the run is its execution, tried again or not: it is the same run. The portal keeps its pack, with the evidence.
  command = ["/bin/sh", "-c"]
  arguments = [
    "exec node /usr/local/lib/countersign.cjs report run operations-daily --last-period --timeout 90m --key \"$CLOUD_RUN_EXECUTION\"",
  ]

  environment = { COUNTERSIGN_URL = var.portal_url }
  secrets     = { COUNTERSIGN_TOKEN = module.secrets.ids["report-token"] }
}
