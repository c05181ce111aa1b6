# A job on Cloud Run, and what starts it.

resource "google_cloud_run_v2_job" "job" {
  name                = var.name
  location            = var.region
  deletion_protection = true

  template {
    template {
      service_account = var.service_account
      encryption_key  = var.key
      timeout         = "7200s"
      max_retries     = 3

      vpc_access {
        egress = "ALL_TRAFFIC"

        network_interfaces {
          network    = var.network.network
          subnetwork = var.network.subnet
        }
      }

      containers {
        image   = var.image
        command = var.command
        args    = var.arguments

        resources {
          limits = {
            cpu    = "1"
            memory = "1Gi"
          }
        }

        dynamic "env" {
          for_each = var.environment

          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = var.secrets

          content {
            name = env.key

            value_source {
              secret_key_ref {
                secret  = env.value
                version = "latest"
              }
            }
          }
        }
      }
    }
  }
}

resource "google_cloud_run_v2_job_iam_member" "starter" {
  name     = google_cloud_run_v2_job.job.name
  location = google_cloud_run_v2_job.job.location
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.scheduler_account}"
}

resource "google_cloud_scheduler_job" "schedule" {
  name      = var.name
  region    = var.region
  schedule  = var.schedule
  time_zone = var.time_zone

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.job.id}:run"

    oauth_token {
      service_account_email = var.scheduler_account
    }
  }

  retry_config {
    retry_count = 3
  }
}
