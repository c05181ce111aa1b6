output "name" {
  description = "The job."
  value       = google_cloud_run_v2_job.job.name
}
