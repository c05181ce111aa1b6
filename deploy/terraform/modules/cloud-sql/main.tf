# PostgreSQL without a public address: encrypted by a key of our own, backed up each night, restorable to any second of a week.

resource "google_sql_database_instance" "instance" {
  name                = var.name
  region              = var.region
  database_version    = "POSTGRES_16"
  encryption_key_name = var.key
  deletion_protection = true

  settings {
    edition                     = "ENTERPRISE"
    tier                        = var.tier
    availability_type           = var.highly_available ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_autoresize             = true
    deletion_protection_enabled = true

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "02:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7

      backup_retention_settings {
        retained_backups = var.backup_days
        retention_unit   = "COUNT"
      }
    }

    # Sunday, 03:00 UTC.
    maintenance_window {
      day          = 7
      hour         = 3
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled  = true
      record_application_tags = true
    }

    database_flags {
      name  = "log_lock_waits"
      value = "on"
    }

    database_flags {
      name  = "log_min_duration_statement"
      value = "1000"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_sql_database" "database" {
  for_each = var.databases

  name     = each.key
  instance = google_sql_database_instance.instance.name
}

# One value for the role and for the secret that its service reads. It is in neither plan nor state.
ephemeral "random_password" "password" {
  length  = 40
  special = false
}

resource "google_sql_user" "user" {
  name                = var.user
  instance            = google_sql_database_instance.instance.name
  password_wo         = ephemeral.random_password.password.result
  password_wo_version = var.password_edition
}

resource "google_secret_manager_secret" "password" {
  secret_id = "${var.name}-password"

  replication {
    user_managed {
      replicas {
        location = var.region

        customer_managed_encryption {
          kms_key_name = var.secret_key
        }
      }
    }
  }
}

resource "google_secret_manager_secret_version" "password" {
  secret                 = google_secret_manager_secret.password.id
  secret_data_wo         = ephemeral.random_password.password.result
  secret_data_wo_version = var.password_edition
}

resource "google_secret_manager_secret_iam_member" "password_reader" {
  for_each = var.password_readers

  secret_id = google_secret_manager_secret.password.id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.key
}
