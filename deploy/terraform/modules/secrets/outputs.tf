output "ids" {
  description = "The secrets by their ids. They are known once their readers may read them."
  value       = { for id, secret in google_secret_manager_secret.secret : id => secret.secret_id }
  depends_on = [
    google_secret_manager_secret_iam_member.reader,
    google_secret_manager_secret_version.made,
  ]
}
