# What everything else stands on: network, accounts, keys, secrets.

data "google_project" "project" {}

data "google_storage_project_service_account" "storage" {}

data "google_bigquery_default_service_account" "bigquery" {}

locals {
  agent = "serviceAccount:service-${data.google_project.project.number}@%s.iam.gserviceaccount.com"
}

module "network" {
  source = "../modules/networking"

  name   = "countersign"
  region = var.region
}

module "encryption" {
  source = "../modules/encryption"

  name   = "data"
  region = var.region

  keys = {
    databases = [format(local.agent, "gcp-sa-cloud-sql")]
    buckets   = ["serviceAccount:${data.google_storage_project_service_account.storage.email_address}"]
    messages  = [format(local.agent, "gcp-sa-pubsub")]
    secrets   = [format(local.agent, "gcp-sa-secretmanager")]
    logs      = ["serviceAccount:${data.google_bigquery_default_service_account.bigquery.email}"]
    services = [
      format(local.agent, "serverless-robot-prod"),
      format(local.agent, "gcf-admin-robot"),
      format(local.agent, "gcp-sa-artifactregistry"),
      "serviceAccount:${data.google_storage_project_service_account.storage.email_address}",
    ]
  }
}

module "accounts" {
  source = "../modules/iam"

  project = var.project

  accounts = {
    portal = {
      description = "The portal: reads metrics and logs"
      roles       = ["roles/logging.viewer", "roles/monitoring.viewer"]
    }
    customer-engagement-api = {
      description = "The customer engagement API: hands on its metrics"
      roles       = ["roles/logging.logWriter", "roles/monitoring.metricWriter"]
    }
    report-job = {
      description = "Runs the daily report and keeps its pack"
    }
    report-scheduler = {
      description = "Starts the daily report"
    }
    alert-handler = {
      description = "Hands alerts to the portal"
      roles       = ["roles/logging.logWriter"]
    }
    alert-push = {
      description = "Pushes alerts to the alert handler"
    }
    function-build = {
      description = "Builds functions"
      roles       = ["roles/cloudbuild.builds.builder"]
    }
  }
}

module "secrets" {
  source = "../modules/secrets"

  region = var.region
  key    = module.encryption.keys["secrets"]

  secrets = {
    # Written by a person, once: see docs/guides/google-cloud.md.
    ledger-key         = { readers = [module.accounts.members["portal"]] }
    oidc-client-id     = { readers = [module.accounts.members["portal"]] }
    oidc-client-secret = { readers = [module.accounts.members["portal"]] }

    session-secret = { readers = [module.accounts.members["portal"]], made = true }
    report-token   = { readers = [module.accounts.members["portal"], module.accounts.members["report-job"]], made = true }
    alerts-token   = { readers = [module.accounts.members["portal"], module.accounts.members["alert-handler"]], made = true }

    # The accounts of the bootstrap that workflows act as.
    pipeline-token = {
      readers = concat(
        [module.accounts.members["portal"]],
        [for id in ["terraform-plan", "terraform-apply"] : "serviceAccount:${id}@${var.project}.iam.gserviceaccount.com"],
      )
      made = true
    }
  }
}
