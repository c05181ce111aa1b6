output "keys" {
  description = "The keys by their names. They are known once their users may use them."
  value       = { for name, key in google_kms_crypto_key.key : name => key.id }
  depends_on  = [google_kms_crypto_key_iam_member.user]
}
