# A key for each kind of data, which only the service that keeps the data may use.

locals {
  uses = merge([
    for key, users in var.keys : {
      for user in users : "${key} ${user}" => { key = key, user = user }
    }
  ]...)
}

resource "google_kms_key_ring" "ring" {
  name     = var.name
  location = var.region
}

resource "google_kms_crypto_key" "key" {
  for_each = var.keys

  name            = each.key
  key_ring        = google_kms_key_ring.ring.id
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "${var.rotation_days * 86400}s"

  # Data without its key is gone.
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "user" {
  for_each = local.uses

  crypto_key_id = google_kms_crypto_key.key[each.value.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value.user
}
