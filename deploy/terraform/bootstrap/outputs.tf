output "state_bucket" {
  description = "The variable TERRAFORM_STATE_BUCKET of the repository."
  value       = google_storage_bucket.terraform_state.name
}

output "sources_bucket" {
  description = "The variable SOURCES_BUCKET of the repository."
  value       = google_storage_bucket.sources.name
}

output "image_repository" {
  description = "The variable IMAGE_REPOSITORY of the repository."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}

output "workload_identity_provider" {
  description = "The variable WORKLOAD_IDENTITY_PROVIDER of the repository."
  value       = google_iam_workload_identity_pool_provider.github.name
}

output "plan_account" {
  description = "The variable PLAN_ACCOUNT of the repository."
  value       = google_service_account.plan.email
}

output "apply_account" {
  description = "The variable APPLY_ACCOUNT of the repository."
  value       = google_service_account.apply.email
}
