variable "project" {
  description = "The project, by its id."
  type        = string
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "europe-west3"
}

variable "environment" {
  description = "As the portal knows it: production or staging."
  type        = string

  validation {
    condition     = contains(["production", "staging"], var.environment)
    error_message = "production or staging."
  }
}

variable "portal_url" {
  description = "The address that people see, as in https://portal.example.com."
  type        = string

  validation {
    condition     = can(regex("^https://[^/]+$", var.portal_url))
    error_message = "As in https://portal.example.com, with no path."
  }
}

variable "images" {
  description = "The images, each with its digest."
  type = object({
    portal                  = string
    customer_engagement_api = string
    report_job              = string
  })

  validation {
    condition     = alltrue([for image in values(var.images) : can(regex("@sha256:[0-9a-f]{64}$", image))])
    error_message = "Name each image by its digest, as in name@sha256:…"
  }
}

variable "metrics_sidecar" {
  description = "Image of Google's sidecar for Managed Prometheus, with its digest. Objectives that count a service's own metrics need it."
  type        = string
  default     = null
}

variable "alert_handler" {
  description = "The source of the alert handler: a bucket and the object in it."
  type = object({
    bucket = string
    object = string
  })
}

variable "image_repository" {
  description = "The repository that the function's image is built into, as in projects/P/locations/L/repositories/R."
  type        = string
}

variable "oidc_metadata_url" {
  description = "The metadata of the OpenID Connect provider."
  type        = string

  validation {
    condition     = startswith(var.oidc_metadata_url, "https://")
    error_message = "An address that begins with https://."
  }
}

variable "catalog_url" {
  description = "The file that registers the estate, people included, as in https://github.com/OWNER/NAME/blob/main/catalog-info/all.yaml."
  type        = string
}

variable "database" {
  description = "The machine of each database, and whether a second zone stands by."
  type = object({
    tier             = string
    highly_available = bool
  })
}

variable "portal_instances" {
  description = "How many replicas of the portal there are, at least and at most."
  type = object({
    least = number
    most  = number
  })
}

variable "evidence_retention_days" {
  description = "No evidence is deleted before it is so old."
  type        = number
}

variable "alert_emails" {
  description = "Who gets alerts by mail, beside the portal, by names of your own."
  type        = map(string)
  default     = {}
}

variable "alert_slack_channels" {
  description = "Display names of Slack channels that were connected in the console."
  type        = set(string)
  default     = []
}

variable "services" {
  description = "Services of Cloud Monitoring, from slos.auto.tfvars.json."
  type = map(object({
    display_name = string
  }))
  default = {}
}

variable "slos" {
  description = "Objectives, from slos.auto.tfvars.json. The module says what each has."
  type        = any
  default     = {}
}
