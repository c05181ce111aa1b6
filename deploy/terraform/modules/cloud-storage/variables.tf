variable "name" {
  description = "Name of the bucket, unique in all of Google Cloud."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "Lower-case letters, digits and dashes, 3 to 63 of them."
  }
}

variable "region" {
  description = "Where it is."
  type        = string
}

variable "key" {
  description = "The key it is encrypted by."
  type        = string
}

variable "writers" {
  description = "Who reads and writes objects, as members of a policy."
  type        = set(string)
  default     = []
}

variable "retention_days" {
  description = "No object is deleted or replaced before it is so old. 0: none is held."
  type        = number
  default     = 0

  validation {
    condition     = var.retention_days >= 0
    error_message = "0 or more."
  }
}

variable "former_versions_days" {
  description = "How long former versions of an object are kept."
  type        = number
  default     = 90
}
