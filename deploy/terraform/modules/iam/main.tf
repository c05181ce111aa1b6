# An account for each thing that runs, with what it needs. No account has a key: nothing outside Google Cloud can be it.

locals {
  grants = merge([
    for id, account in var.accounts : {
      for role in account.roles : "${id} ${role}" => { account = id, role = role }
    }
  ]...)
}

resource "google_service_account" "account" {
  for_each = var.accounts

  project      = var.project
  account_id   = each.key
  display_name = each.value.description
}

resource "google_project_iam_member" "grant" {
  for_each = local.grants

  project = var.project
  role    = each.value.role
  member  = google_service_account.account[each.value.account].member
}
