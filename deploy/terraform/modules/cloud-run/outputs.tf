output "name" {
  description = "The service."
  value       = google_cloud_run_v2_service.service.name
}

output "url" {
  description = "Where it answers."
  value       = google_cloud_run_v2_service.service.uri
}
