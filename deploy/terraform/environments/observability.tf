# What is watched: objectives and their alerts, which arrive in the portal as incidents, and logs.

module "alerts" {
  source = "../modules/pubsub"

  name    = "alerts"
  project = var.project
  region  = var.region
  key     = module.encryption.keys["messages"]

  push = {
    # The framework of functions reads the topic off the path.
    endpoint        = "${module.alert_handler.url}/projects/${var.project}/topics/alerts"
    audience        = module.alert_handler.url
    service_account = module.accounts.emails["alert-push"]
  }
}

module "alert_handler" {
  source = "../modules/cloud-functions"

  name            = "alert-handler"
  project         = var.project
  region          = var.region
  entry_point     = "handleAlert"
  archive         = var.alert_handler
  repository      = var.image_repository
  service_account = module.accounts.emails["alert-handler"]
  build_account   = "projects/${var.project}/serviceAccounts/${module.accounts.emails["function-build"]}"
  key             = module.encryption.keys["services"]
  invokers        = [module.accounts.members["alert-push"]]
  environment     = { INTAKE_URL = "${var.portal_url}/api/incident-management/intake/google-cloud" }
  secrets         = { INTAKE_TOKEN = module.secrets.ids["alerts-token"] }
}

module "monitoring" {
  source = "../modules/monitoring"

  project        = var.project
  services       = var.services
  slos           = var.slos
  emails         = var.alert_emails
  slack_channels = var.alert_slack_channels
  alert_topic    = module.alerts.topic
  portal_url     = var.portal_url
}

module "logging" {
  source = "../modules/logging"

  name   = "service-logs"
  region = var.region
  key    = module.encryption.keys["logs"]
  filter = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = (\"customer-engagement-api\" OR \"countersign\" OR \"alert-handler\")"

  counters = {
    alerts_handed_on = {
      description = "Alerts that the alert handler took, by what became of them."
      filter      = "resource.labels.service_name = \"alert-handler\" AND jsonPayload.event = \"alert\""
      labels      = { outcome = "EXTRACT(jsonPayload.outcome)" }
    }
  }
}
