# A function that Pub/Sub pushes to. The subscription is not the function's own trigger: so it can have dead letters.

resource "google_cloudfunctions2_function" "function" {
  name         = var.name
  location     = var.region
  kms_key_name = var.key

  build_config {
    runtime           = "nodejs22"
    entry_point       = var.entry_point
    service_account   = var.build_account
    docker_repository = var.repository

    source {
      storage_source {
        bucket = var.archive.bucket
        object = var.archive.object
      }
    }
  }

  service_config {
    service_account_email            = var.service_account
    ingress_settings                 = "ALLOW_INTERNAL_ONLY"
    available_memory                 = "256Mi"
    available_cpu                    = "1"
    timeout_seconds                  = 60
    min_instance_count               = 0
    max_instance_count               = 5
    max_instance_request_concurrency = 20
    environment_variables            = var.environment

    dynamic "secret_environment_variables" {
      for_each = var.secrets

      content {
        key        = secret_environment_variables.key
        project_id = var.project
        secret     = secret_environment_variables.value
        version    = "latest"
      }
    }
  }
}

# A function of the second generation is a service of Cloud Run, and there it is called.
resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = var.invokers

  name     = google_cloudfunctions2_function.function.name
  location = google_cloudfunctions2_function.function.location
  role     = "roles/run.invoker"
  member   = each.key
}
