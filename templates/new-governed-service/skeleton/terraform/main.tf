resource "google_service_account" "${{ values.resource }}" {
  account_id   = "${{ values.name }}"
  display_name = ${{ values.title | dump }}
}

resource "google_secret_manager_secret" "faults_token" {
  secret_id = "${{ values.name }}-faults-token"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "faults_token" {
  secret_id = google_secret_manager_secret.faults_token.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.${{ values.resource }}.member
}

resource "google_cloud_run_v2_service" "${{ values.resource }}" {
  name     = "${{ values.name }}"
  location = var.region
  ingress  = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  template {
    service_account = google_service_account.${{ values.resource }}.email

    # One stays warm: a cold start would spend error budget.
    scaling {
      min_instance_count = 1
      max_instance_count = 10
    }

    containers {
      image = var.image

      env {
        name = "FAULTS_TOKEN"

        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.faults_token.secret_id
            version = "latest"
          }
        }
      }

      startup_probe {
        http_get {
          path = "/health"
        }
      }

      liveness_probe {
        http_get {
          path = "/health"
        }
      }
    }
  }

  labels = {
    owner = "${{ values.owner | replace("group:default/", "") | replace("group:", "") | replace("/", "-") }}"
    tier  = "${{ values.tier }}"
  }
}
