output "dataset" {
  description = "The dataset that logs are exported to, as in projects/P/datasets/D."
  value       = google_bigquery_dataset.logs.id
}

output "counters" {
  description = "The metrics that count entries, as definitions of objectives name them."
  value       = { for name, counter in google_logging_metric.counter : name => "logging.googleapis.com/user/${counter.name}" }
}
