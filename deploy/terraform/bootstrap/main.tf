# Once for each project, by a person: what has to be there before a pipeline can do the rest. Remote state with locking, the
# registry of images, and two accounts that GitHub's workflows act as, with no key: one plans and reads, one applies.

data "google_project" "project" {}

data "google_storage_project_service_account" "storage" {}

locals {
  services = [
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudkms.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "containerscanning.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "servicenetworking.googleapis.com",
    "sqladmin.googleapis.com",
    "storage.googleapis.com",
    "sts.googleapis.com",
  ]

  number = data.google_project.project.number

  key_users = {
    storage  = "serviceAccount:${data.google_storage_project_service_account.storage.email_address}"
    registry = "serviceAccount:service-${local.number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
    # Pulls and builds what is encrypted by it.
    functions = "serviceAccount:service-${local.number}@gcf-admin-robot.iam.gserviceaccount.com"
    run       = "serviceAccount:service-${local.number}@serverless-robot-prod.iam.gserviceaccount.com"
  }

  # All that the modules make, and no more.
  apply_roles = toset([
    "roles/bigquery.dataOwner",
    "roles/cloudfunctions.developer",
    "roles/cloudkms.admin",
    "roles/cloudscheduler.admin",
    "roles/cloudsql.admin",
    "roles/compute.networkAdmin",
    "roles/compute.securityAdmin",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountUser",
    "roles/logging.configWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/servicenetworking.networksAdmin",
    "roles/storage.admin",
  ])

  # What an account made by the modules may have on the project: the pipeline can give nothing else, to itself neither.
  granted_roles = [
    "roles/cloudbuild.builds.builder",
    "roles/logging.logWriter",
    "roles/logging.viewer",
    "roles/monitoring.metricWriter",
    "roles/monitoring.viewer",
  ]

  plan_roles = toset([
    "roles/iam.securityReviewer",
    "roles/viewer",
  ])
}

resource "google_project_service" "service" {
  for_each = toset(local.services)

  service            = each.key
  disable_on_destroy = false
}

resource "google_kms_key_ring" "bootstrap" {
  name       = "bootstrap"
  location   = var.region
  depends_on = [google_project_service.service]
}

resource "google_kms_crypto_key" "bootstrap" {
  name            = "bootstrap"
  key_ring        = google_kms_key_ring.bootstrap.id
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "user" {
  for_each = local.key_users

  crypto_key_id = google_kms_crypto_key.bootstrap.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}

# Terraform locks the state by an object beside it: of two runs at once the second one is refused.
resource "google_storage_bucket" "terraform_state" {
  name                        = "${var.project}-terraform-state"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  encryption {
    default_kms_key_name = google_kms_crypto_key.bootstrap.id
  }

  versioning {
    enabled = true
  }

  lifecycle_rule {
    condition {
      num_newer_versions = 100
    }

    action {
      type = "Delete"
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_kms_crypto_key_iam_member.user]
}

# The source of functions, by its digest. Nothing in it is changed, and old ones are deleted.
resource "google_storage_bucket" "sources" {
  name                        = "${var.project}-sources"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  encryption {
    default_kms_key_name = google_kms_crypto_key.bootstrap.id
  }

  lifecycle_rule {
    condition {
      age = 365
    }

    action {
      type = "Delete"
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.user]
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "countersign"
  location      = var.region
  format        = "DOCKER"
  description   = "Images of the portal, its services and its jobs."
  kms_key_name  = google_kms_crypto_key.bootstrap.id

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  depends_on = [google_kms_crypto_key_iam_member.user]
}
