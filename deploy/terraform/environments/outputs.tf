output "portal" {
  description = "Where Cloud Run answers for the portal: point the name in portal_url there."
  value       = module.portal.url
}

output "customer_engagement_api" {
  description = "Where Cloud Run answers for the customer engagement API."
  value       = module.customer_engagement_api.url
}

output "databases" {
  description = "The instances of Cloud SQL, for gcloud."
  value = {
    portal     = module.portal_database.connection_name
    engagement = module.engagement_database.connection_name
  }
}

output "dead_letters" {
  description = "Alerts that the portal did not take wait here."
  value       = module.alerts.dead_letter_subscription
}

output "slos" {
  description = "The objectives, as the portal's source of Cloud Monitoring names them."
  value       = module.monitoring.slos
}
