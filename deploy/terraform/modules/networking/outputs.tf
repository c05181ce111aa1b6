output "network" {
  description = "The network. It is known once Cloud SQL may be reached in it."
  value       = google_compute_network.network.id
  depends_on  = [google_service_networking_connection.services]
}

output "subnet" {
  description = "The subnet that services leave by."
  value       = google_compute_subnetwork.subnet.id
}
