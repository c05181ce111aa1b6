variable "name" {
  description = "Name of the service."
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

variable "image" {
  description = "The container image, with its digest: a tag may become another image."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest, as in name@sha256:…"
  }
}

variable "service_account" {
  description = "The account it runs as, by its address."
  type        = string
}

variable "key" {
  description = "The key the deployed image is encrypted by."
  type        = string
}

variable "network" {
  description = "The network and subnet it leaves by."
  type = object({
    network = string
    subnet  = string
  })
}

variable "port" {
  description = "Where the container listens."
  type        = number
  default     = 8080
}

variable "health" {
  description = "The path that says whether it is well: started once it answers, started anew when it does not."
  type = object({
    startup  = string
    liveness = string
  })
  default = {
    startup  = "/health"
    liveness = "/health"
  }
}

variable "startup_seconds" {
  description = "How long a start may take, in steps of ten."
  type        = number
  default     = 60

  validation {
    condition     = var.startup_seconds >= 10 && var.startup_seconds <= 240
    error_message = "From 10 to 240 seconds."
  }
}

variable "instances" {
  description = "How many instances there are, at least and at most. One stays warm: a cold start would spend error budget."
  type = object({
    least = number
    most  = number
  })
  default = {
    least = 1
    most  = 10
  }

  validation {
    condition     = var.instances.least >= 0 && var.instances.most >= var.instances.least && var.instances.most <= 100
    error_message = "At least 0, at most 100, and no fewer at most than at least."
  }
}

variable "cpu" {
  description = "Processors of an instance."
  type        = string
  default     = "1"
}

variable "memory" {
  description = "Memory of an instance, as in 512Mi."
  type        = string
  default     = "512Mi"
}

variable "always_on" {
  description = "Whether it has its processors between requests, too: for what works by itself, as the portal does."
  type        = bool
  default     = false
}

variable "ingress" {
  description = "From where it can be reached: all, internal, or internal-and-cloud-load-balancing."
  type        = string
  default     = "internal"

  validation {
    condition     = contains(["all", "internal", "internal-and-cloud-load-balancing"], var.ingress)
    error_message = "One of all, internal, internal-and-cloud-load-balancing."
  }
}

variable "invokers" {
  description = "Who may call it, as members of a policy. allUsers where it asks by itself who calls."
  type        = set(string)
  default     = []
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

variable "secret_files" {
  description = "Secrets that are files: folders, and in each the file and the secret's id."
  type = map(object({
    file   = string
    secret = string
  }))
  default = {}
}

variable "metrics_sidecar" {
  description = "Image of Google's sidecar that hands the service's metrics page to Managed Prometheus, with its digest. Without it nothing is handed on."
  type        = string
  default     = null

  validation {
    condition     = var.metrics_sidecar == null || can(regex("@sha256:[0-9a-f]{64}$", var.metrics_sidecar))
    error_message = "Name the image by its digest, as in name@sha256:…"
  }
}

variable "labels" {
  description = "Labels of the service."
  type        = map(string)
  default     = {}
}
