# Secrets, each for whoever is named. Values are never in a plan or in the state: those made here pass through as ephemeral
# values, the others are written with `gcloud secrets versions add`.

locals {
  made = toset([for id, secret in var.secrets : id if secret.made])
  reads = merge([
    for id, secret in var.secrets : {
      for index, reader in sort(secret.readers) : "${id} ${reader}" => { secret = id, reader = reader }
    }
  ]...)
}

resource "google_secret_manager_secret" "secret" {
  for_each = var.secrets

  secret_id = each.key

  replication {
    user_managed {
      replicas {
        location = var.region

        customer_managed_encryption {
          kms_key_name = var.key
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = local.reads

  secret_id = google_secret_manager_secret.secret[each.value.secret].id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.reader
}

ephemeral "random_password" "made" {
  for_each = local.made

  length  = 48
  special = false
}

resource "google_secret_manager_secret_version" "made" {
  for_each = local.made

  secret                 = google_secret_manager_secret.secret[each.key].id
  secret_data_wo         = ephemeral.random_password.made[each.key].result
  secret_data_wo_version = var.edition
}
