output "name" {
  description = "The bucket. It is known once its writers may write."
  value       = google_storage_bucket.bucket.name
  depends_on  = [google_storage_bucket_iam_member.writer]
}
