# Workload identity: a workflow shows the token that GitHub signed for it, and acts as one of two accounts. No key is anywhere.

resource "google_iam_workload_identity_pool" "github" {
  workload_identity_pool_id = "github"
  display_name              = "GitHub Actions"
  depends_on                = [google_project_service.service]
}

resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  display_name                       = "GitHub Actions"

  # Whoever is another repository, or took over the name of this one's owner, is nobody here.
  attribute_condition = "assertion.repository == '${var.repository}' && assertion.repository_owner_id == '${var.repository_owner_id}'"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account" "plan" {
  account_id   = "terraform-plan"
  display_name = "Plans, and reads"
}

resource "google_service_account" "apply" {
  account_id   = "terraform-apply"
  display_name = "Applies what the gate let through"
}

# Any workflow of the repository may plan.
resource "google_service_account_iam_member" "plan" {
  service_account_id = google_service_account.plan.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/attribute.repository/${var.repository}"
}

# Only a job in the protected environment may apply.
resource "google_service_account_iam_member" "apply" {
  service_account_id = google_service_account.apply.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/subject/repo:${var.repository}:environment:${var.environment}"
}

resource "google_project_iam_member" "plan" {
  for_each = local.plan_roles

  project = var.project
  role    = each.key
  member  = google_service_account.plan.member
}

resource "google_project_iam_member" "apply" {
  for_each = local.apply_roles

  project = var.project
  role    = each.key
  member  = google_service_account.apply.member
}

resource "google_project_iam_member" "apply_grants" {
  project = var.project
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.apply.member

  condition {
    title       = "Only the roles that services have"
    description = "What the modules give, and nothing else."
    expression  = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${join(", ", [for role in local.granted_roles : "'${role}'"])}])"
  }
}

# The plan reads the state and takes no lock; what applies takes it.
resource "google_storage_bucket_iam_member" "plan_state" {
  bucket = google_storage_bucket.terraform_state.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.plan.member
}

# The pull request puts its images and sources where the deployment finds the same ones, by their digests.
resource "google_artifact_registry_repository_iam_member" "plan_images" {
  repository = google_artifact_registry_repository.images.name
  location   = google_artifact_registry_repository.images.location
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.plan.member
}

resource "google_storage_bucket_iam_member" "plan_sources" {
  bucket = google_storage_bucket.sources.name
  role   = "roles/storage.objectUser"
  member = google_service_account.plan.member
}

resource "google_artifact_registry_repository_iam_member" "apply_images" {
  repository = google_artifact_registry_repository.images.name
  location   = google_artifact_registry_repository.images.location
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.apply.member
}
