variable "name" {
  description = "Name of the function."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}$", var.name))
    error_message = "Lower-case letters, digits and dashes, 49 characters at most."
  }
}

variable "region" {
  description = "Where it runs."
  type        = string
}

variable "entry_point" {
  description = "The function in its source, by the name it is registered under."
  type        = string
}

variable "archive" {
  description = "Its source: a bucket and the object in it, whose name ends in the SHA-256 of its bytes, as in alert-handler-….zip."
  type = object({
    bucket = string
    object = string
  })

  validation {
    condition     = can(regex("[0-9a-f]{64}\\.zip$", var.archive.object))
    error_message = "Name the object by its bytes, as in alert-handler-<SHA-256>.zip: then the plan says when the source is another."
  }
}

variable "repository" {
  description = "The repository of Artifact Registry that its image is built into, as in projects/P/locations/L/repositories/R."
  type        = string
}

variable "service_account" {
  description = "The account it runs as, by its address."
  type        = string
}

variable "build_account" {
  description = "The account it is built as, as in projects/P/serviceAccounts/EMAIL."
  type        = string
}

variable "key" {
  description = "The key that its source and its image are encrypted by."
  type        = string
}

variable "invokers" {
  description = "Who may call it, as members of a policy."
  type        = set(string)
}

variable "environment" {
  description = "Environment variables."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Environment variables whose values are secrets, by the secrets' ids."
  type        = map(string)
  default     = {}
}

variable "project" {
  description = "The project that its secrets are in."
  type        = string
}
