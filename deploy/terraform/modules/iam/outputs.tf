output "emails" {
  description = "The addresses of the accounts by their ids."
  value       = { for id, account in google_service_account.account : id => account.email }
}

output "members" {
  description = "The accounts by their ids, as the members of a policy."
  value       = { for id, account in google_service_account.account : id => account.member }
}
