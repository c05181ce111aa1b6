output "host" {
  description = "Its address in the network."
  value       = google_sql_database_instance.instance.private_ip_address
}

output "connection_name" {
  description = "Its name for the proxy and for gcloud."
  value       = google_sql_database_instance.instance.connection_name
}

output "user" {
  description = "The role that the service logs in as."
  value       = google_sql_user.user.name
}

output "password_secret" {
  description = "The secret with the password. It is known once it may be read."
  value       = google_secret_manager_secret.password.secret_id
  depends_on = [
    google_secret_manager_secret_iam_member.password_reader,
    google_secret_manager_secret_version.password,
  ]
}
