# A bucket that nobody can make public, encrypted by a key of our own. A retention policy and versions exclude each other.

resource "google_storage_bucket" "bucket" {
  name                        = var.name
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  encryption {
    default_kms_key_name = var.key
  }

  versioning {
    enabled = var.retention_days == 0
  }

  dynamic "retention_policy" {
    for_each = var.retention_days > 0 ? [var.retention_days] : []

    content {
      retention_period = retention_policy.value * 86400
    }
  }

  lifecycle_rule {
    condition {
      days_since_noncurrent_time = var.former_versions_days
    }

    action {
      type = "Delete"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_storage_bucket_iam_member" "writer" {
  for_each = var.writers

  bucket = google_storage_bucket.bucket.name
  role   = "roles/storage.objectUser"
  member = each.key
}
