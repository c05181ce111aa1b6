variable "region" {
  description = "Where the exported logs are."
  type        = string
}

variable "name" {
  description = "Begins the names of the sink and its dataset."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,60}$", var.name))
    error_message = "Lower-case letters, digits and dashes."
  }
}

variable "key" {
  description = "The key that exported logs are encrypted by."
  type        = string
}

variable "filter" {
  description = "Which entries are exported."
  type        = string
}

variable "days" {
  description = "How long exported entries are kept."
  type        = number
  default     = 400

  validation {
    condition     = var.days >= 1
    error_message = "At least a day."
  }
}

variable "readers" {
  description = "Who reads the exported logs, as members of a policy."
  type        = set(string)
  default     = []
}

variable "counters" {
  description = "Log-based metrics that count entries: the filter of each, and what it is for."
  type = map(object({
    description = string
    filter      = string
    # Labels, and how each is taken out of an entry, as in EXTRACT(jsonPayload.route).
    labels = optional(map(string), {})
  }))
  default = {}
}
