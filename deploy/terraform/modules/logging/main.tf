# Counters of log entries, which an SLO may use, and the export to BigQuery.

resource "google_logging_metric" "counter" {
  for_each = var.counters

  name             = each.key
  description      = each.value.description
  filter           = each.value.filter
  label_extractors = each.value.labels

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    dynamic "labels" {
      for_each = each.value.labels

      content {
        key        = labels.key
        value_type = "STRING"
      }
    }
  }
}

resource "google_bigquery_dataset" "logs" {
  dataset_id  = replace(var.name, "-", "_")
  location    = var.region
  description = "Log entries, exported as they come."

  # Of the tables that a sink makes, each day is a partition, and is deleted as a whole.
  default_partition_expiration_ms = var.days * 86400000

  default_encryption_configuration {
    kms_key_name = var.key
  }
}

resource "google_logging_project_sink" "export" {
  name                   = var.name
  destination            = "bigquery.googleapis.com/${google_bigquery_dataset.logs.id}"
  filter                 = var.filter
  unique_writer_identity = true

  bigquery_options {
    use_partitioned_tables = true
  }
}

resource "google_bigquery_dataset_iam_member" "writer" {
  dataset_id = google_bigquery_dataset.logs.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_logging_project_sink.export.writer_identity
}

resource "google_bigquery_dataset_iam_member" "reader" {
  for_each = var.readers

  dataset_id = google_bigquery_dataset.logs.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = each.key
}
