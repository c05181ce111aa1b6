variable "name" {
  description = "Begins the names of everything in the network."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "Lower-case letters, digits and dashes, 31 characters at most."
  }
}

variable "region" {
  description = "Where the subnet and its gateway are."
  type        = string
}

variable "subnet_range" {
  description = "Addresses of the subnet. Cloud Run takes several for each instance: a /24 is the least."
  type        = string
  default     = "10.20.0.0/22"

  validation {
    condition     = can(cidrhost(var.subnet_range, 0)) && try(tonumber(split("/", var.subnet_range)[1]) <= 24, false)
    error_message = "A range of addresses such as 10.20.0.0/22, a /24 or larger."
  }
}

variable "services_prefix_length" {
  description = "How much of the network is set aside for Cloud SQL."
  type        = number
  default     = 20

  validation {
    condition     = var.services_prefix_length >= 16 && var.services_prefix_length <= 24
    error_message = "From 16 to 24."
  }
}
