variable "name" {
  description = "Name of the instance."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,80}$", var.name))
    error_message = "Lower-case letters, digits and dashes."
  }
}

variable "region" {
  description = "Where it is."
  type        = string
}

variable "network" {
  description = "The network it is reached in, once that is peered with Google's services."
  type        = string
}

variable "key" {
  description = "The key it is encrypted by."
  type        = string
}

variable "tier" {
  description = "Its machine, as in db-custom-2-7680 or db-f1-micro."
  type        = string
  default     = "db-custom-1-3840"

  validation {
    condition     = can(regex("^db-", var.tier))
    error_message = "A tier of Cloud SQL, as in db-custom-2-7680."
  }
}

variable "highly_available" {
  description = "Whether a second zone has a copy that takes over. It doubles the price."
  type        = bool
  default     = true
}

variable "databases" {
  description = "Databases that are made. The portal makes its own."
  type        = set(string)
  default     = []
}

variable "user" {
  description = "The role that the service logs in as."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{1,62}$", var.user)) && !contains(["postgres", "cloudsqladmin"], var.user)
    error_message = "A role of the service's own: lower-case letters, digits and underscores."
  }
}

variable "password_readers" {
  description = "Who reads the password, as members of a policy."
  type        = set(string)
}

variable "password_edition" {
  description = "Count it up for a new password."
  type        = number
  default     = 1
}

variable "secret_key" {
  description = "The key that the password is encrypted by."
  type        = string
}

variable "backup_days" {
  description = "How many daily backups are kept."
  type        = number
  default     = 30

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 365
    error_message = "From 7 to 365."
  }
}
