output "topic" {
  description = "The topic, as in projects/P/topics/T."
  value       = google_pubsub_topic.topic.id
}

output "subscription" {
  description = "The subscription, by its name."
  value       = google_pubsub_subscription.subscription.name
}

output "dead_letter_subscription" {
  description = "Where dead letters wait, by its name."
  value       = google_pubsub_subscription.dead_letter.name
}
