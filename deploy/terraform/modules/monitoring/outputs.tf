output "slos" {
  description = "The objectives by their ids, as projects/P/services/S/serviceLevelObjectives/O: the portal's source of Cloud Monitoring counts by these names."
  value       = { for id, slo in google_monitoring_slo.slo : id => slo.name }
}
