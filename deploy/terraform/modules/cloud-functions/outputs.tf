output "url" {
  description = "Where it is pushed to. It is known once its callers may call."
  value       = google_cloudfunctions2_function.function.service_config[0].uri
  depends_on  = [google_cloud_run_v2_service_iam_member.invoker]
}

output "name" {
  description = "The function."
  value       = google_cloudfunctions2_function.function.name
}
