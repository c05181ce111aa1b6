variable "name" {
  description = "Name of the key ring. A key ring can never be deleted: a name is used once."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,62}$", var.name))
    error_message = "Lower-case letters, digits and dashes."
  }
}

variable "region" {
  description = "Where the keys are, and so what they encrypt."
  type        = string
}

variable "keys" {
  description = "The keys by their names, and the accounts of Google's services that may use each, as in serviceAccount:…."
  type        = map(set(string))

  validation {
    condition     = alltrue([for user in flatten([for users in values(var.keys) : tolist(users)]) : startswith(user, "serviceAccount:")])
    error_message = "Keys are for service accounts: each member begins with serviceAccount: ."
  }
}

variable "rotation_days" {
  description = "A key has a new version each so many days; the former ones go on decrypting."
  type        = number
  default     = 90

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 365
    error_message = "From 1 to 365 days."
  }
}
