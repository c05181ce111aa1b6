variable "name" {
  description = "Name of the topic."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,200}$", var.name))
    error_message = "Lower-case letters, digits and dashes."
  }
}

variable "project" {
  description = "The project it is in."
  type        = string
}

variable "region" {
  description = "The only region in which messages are kept."
  type        = string
}

variable "key" {
  description = "The key messages are encrypted by."
  type        = string
}

variable "publishers" {
  description = "Who publishes, by a name of your own."
  type        = map(string)
  default     = {}
}

variable "push" {
  description = "Where messages are pushed to, whose service that is, and as which service account; without it they wait to be pulled."
  type = object({
    endpoint        = string
    audience        = string
    service_account = string
  })
  default = null

  validation {
    condition     = var.push == null || can(regex("^https://", var.push.endpoint))
    error_message = "Messages are pushed over https:// only."
  }
}

variable "attempts" {
  description = "A message that is refused so often goes to the dead letters."
  type        = number
  default     = 20

  validation {
    condition     = var.attempts >= 5 && var.attempts <= 100
    error_message = "From 5 to 100, as Pub/Sub has it."
  }
}
