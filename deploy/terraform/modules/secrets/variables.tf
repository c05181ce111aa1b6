variable "secrets" {
  description = "Secrets by their ids: who reads each, and whether it is made up here or written by a person."
  type = map(object({
    readers = set(string)
    made    = optional(bool, false)
  }))

  validation {
    condition     = alltrue([for id in keys(var.secrets) : can(regex("^[a-zA-Z0-9_-]{1,255}$", id))])
    error_message = "An id has letters, digits, dashes and underscores."
  }
}

variable "edition" {
  description = "Count it up to have all made secrets made anew."
  type        = number
  default     = 1
}

variable "region" {
  description = "Where the secrets are kept."
  type        = string
}

variable "key" {
  description = "The key they are encrypted by."
  type        = string
}
