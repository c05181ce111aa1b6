variable "project" {
  description = "The project, by its id. It exists, and has billing."
  type        = string
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "europe-west3"
}

variable "repository" {
  description = "The GitHub repository whose workflows may act here, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "As owner/name."
  }
}

variable "repository_owner_id" {
  description = "The number of its owner: `gh api users/OWNER --jq .id`. A name may become somebody else's, a number not."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.repository_owner_id))
    error_message = "A number, as GitHub's API gives it."
  }
}

variable "environment" {
  description = "The environment of GitHub in which deployments run, and whose rules hold for them."
  type        = string
  default     = "production"
}
