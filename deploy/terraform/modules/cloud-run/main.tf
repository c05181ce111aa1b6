# A service on Cloud Run: one image, one account, out by the network only.

locals {
  ingress = {
    all                                 = "INGRESS_TRAFFIC_ALL"
    internal                            = "INGRESS_TRAFFIC_INTERNAL_ONLY"
    "internal-and-cloud-load-balancing" = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  }
}

resource "google_cloud_run_v2_service" "service" {
  name                = var.name
  location            = var.region
  ingress             = local.ingress[var.ingress]
  deletion_protection = true
  labels              = var.labels

  template {
    service_account       = var.service_account
    encryption_key        = var.key
    execution_environment = "EXECUTION_ENVIRONMENT_GEN2"
    timeout               = "300s"

    scaling {
      min_instance_count = var.instances.least
      max_instance_count = var.instances.most
    }

    vpc_access {
      egress = "ALL_TRAFFIC"

      network_interfaces {
        network    = var.network.network
        subnetwork = var.network.subnet
      }
    }

    containers {
      name  = "service"
      image = var.image

      ports {
        container_port = var.port
      }

      resources {
        cpu_idle          = !var.always_on
        startup_cpu_boost = true

        limits = {
          cpu    = var.cpu
          memory = var.memory
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

      dynamic "volume_mounts" {
        for_each = var.secret_files

        content {
          name       = "secret-${volume_mounts.value.secret}"
          mount_path = volume_mounts.key
        }
      }

      startup_probe {
        period_seconds    = 10
        timeout_seconds   = 5
        failure_threshold = ceil(var.startup_seconds / 10)

        http_get {
          path = var.health.startup
          port = var.port
        }
      }

      liveness_probe {
        period_seconds    = 15
        timeout_seconds   = 5
        failure_threshold = 4

        http_get {
          path = var.health.liveness
          port = var.port
        }
      }
    }

    dynamic "containers" {
      for_each = var.metrics_sidecar == null ? [] : [var.metrics_sidecar]

      content {
        name       = "metrics"
        image      = containers.value
        depends_on = ["service"]
      }
    }

    dynamic "volumes" {
      for_each = var.secret_files

      content {
        name = "secret-${volumes.value.secret}"

        secret {
          secret = volumes.value.secret

          items {
            path    = volumes.value.file
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = var.invokers

  name     = google_cloud_run_v2_service.service.name
  location = google_cloud_run_v2_service.service.location
  role     = "roles/run.invoker"
  member   = each.key
}
