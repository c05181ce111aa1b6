variable "project" {
  description = "The project in which the roles are given."
  type        = string
}

variable "accounts" {
  description = "Service accounts by their ids: what each is for, and the roles it has on the project. What it may do to one resource is given at that resource."
  type = map(object({
    description = string
    roles       = optional(set(string), [])
  }))

  validation {
    condition     = alltrue([for id in keys(var.accounts) : can(regex("^[a-z][a-z0-9-]{5,29}$", id))])
    error_message = "An id has 6 to 30 lower-case letters, digits and dashes."
  }

  validation {
    condition = alltrue([
      for role in flatten([for account in values(var.accounts) : tolist(account.roles)]) :
      !contains(["roles/owner", "roles/editor", "roles/viewer"], role)
    ])
    error_message = "Owner, editor and viewer give far more than a service needs: name the roles it needs."
  }
}
