variable "project" {
  description = "The project whose metrics are counted."
  type        = string
}

variable "services" {
  description = "Services as Cloud Monitoring knows them. `countersign slo terraform` writes them."
  type = map(object({
    display_name = string
  }))
}

variable "slos" {
  description = "Service level objectives with their alerts. `countersign slo terraform` writes them from OpenSLO: never by hand."
  type = map(object({
    service      = string
    display_name = string
    goal         = number
    rolling_days = optional(number)
    calendar     = optional(string)
    # One of the two: good or bad events among all, or the events of a distribution up to an edge.
    ratio = optional(object({
      good  = optional(string)
      bad   = optional(string)
      total = string
    }))
    cut = optional(object({
      filter = string
      max    = number
    }))
    # Where slices of time are what is good or bad.
    slice = optional(object({
      seconds = number
      target  = number
    }))
    runbook = optional(string)
    alerts = map(object({
      severity = string
      # All of them at once.
      conditions = list(object({
        burn_rate        = number
        lookback_seconds = number
        for_seconds      = number
      }))
    }))
  }))

  validation {
    condition     = alltrue([for slo in values(var.slos) : slo.goal > 0 && slo.goal <= 0.9999])
    error_message = "Cloud Monitoring takes goals above 0, up to 0.9999."
  }

  validation {
    condition     = alltrue([for slo in values(var.slos) : (slo.rolling_days == null) != (slo.calendar == null)])
    error_message = "Each has either rolling_days or calendar."
  }

  validation {
    condition     = alltrue([for slo in values(var.slos) : (slo.ratio == null) != (slo.cut == null)])
    error_message = "Each has either ratio or cut."
  }

  validation {
    condition     = alltrue([for slo in values(var.slos) : contains(keys(var.services), slo.service)])
    error_message = "Each is of one of the services."
  }

  validation {
    condition = alltrue([
      for alert in flatten([for slo in values(var.slos) : values(slo.alerts)]) :
      contains(["page", "ticket"], alert.severity) && alltrue([for condition in alert.conditions : condition.lookback_seconds <= 86400])
    ])
    error_message = "An alert is a page or a ticket, and looks back for a day at most."
  }
}

variable "emails" {
  description = "Who gets alerts by mail, by names of your own."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for address in values(var.emails) : can(regex("^[^@\\s]+@[^@\\s]+$", address))])
    error_message = "Addresses of e-mail."
  }
}

variable "slack_channels" {
  description = "Display names of Slack channels that were connected in the console. Only Slack's own consent gives the token, which so is in no file."
  type        = set(string)
  default     = []
}

variable "alert_topic" {
  description = "The topic of Pub/Sub that alerts go to, as in projects/P/topics/T."
  type        = string
}

variable "portal_url" {
  description = "Where runbooks are that are paths of the portal."
  type        = string

  validation {
    condition     = can(regex("^https://[^/]+$", var.portal_url))
    error_message = "As in https://portal.example.com."
  }
}
