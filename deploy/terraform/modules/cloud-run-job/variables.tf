variable "name" {
  description = "Name of the job."
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

variable "scheduler_account" {
  description = "The account that starts it, by its address. It may do nothing else."
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

variable "command" {
  description = "What runs, where it is not what the image says."
  type        = list(string)
  default     = null
}

variable "arguments" {
  description = "What the image is given."
  type        = list(string)
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

variable "schedule" {
  description = "When it runs, as cron has it."
  type        = string

  validation {
    condition     = length(split(" ", var.schedule)) == 5
    error_message = "Five fields, as in 30 5 * * *."
  }
}

variable "time_zone" {
  description = "Whose clock the schedule goes by."
  type        = string
  default     = "Etc/UTC"
}
