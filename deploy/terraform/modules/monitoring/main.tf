# Services, their objectives, and an alert policy for each pair of windows, all from the same OpenSLO files as in the portal.

locals {
  alerts = merge([
    for id, slo in var.slos : {
      for name, alert in slo.alerts : "${id} ${name}" => merge(alert, { slo = id, name = name })
    }
  ]...)

  channels = concat(
    [google_monitoring_notification_channel.portal.id],
    [for channel in google_monitoring_notification_channel.email : channel.id],
    [for channel in data.google_monitoring_notification_channel.slack : channel.id],
  )

  # Cloud Monitoring has a severity of its own for a person who is woken, and for one who has a look in the morning.
  severities = {
    page   = "CRITICAL"
    ticket = "WARNING"
  }
}

resource "google_monitoring_custom_service" "service" {
  for_each = var.services

  service_id   = each.key
  display_name = each.value.display_name
}

resource "google_monitoring_slo" "slo" {
  for_each = var.slos

  service             = google_monitoring_custom_service.service[each.value.service].service_id
  slo_id              = each.key
  display_name        = each.value.display_name
  goal                = each.value.goal
  rolling_period_days = each.value.rolling_days
  calendar_period     = each.value.calendar

  dynamic "request_based_sli" {
    for_each = each.value.slice == null ? [each.value] : []

    content {
      dynamic "good_total_ratio" {
        for_each = request_based_sli.value.ratio == null ? [] : [request_based_sli.value.ratio]

        content {
          good_service_filter  = good_total_ratio.value.good
          bad_service_filter   = good_total_ratio.value.bad
          total_service_filter = good_total_ratio.value.total
        }
      }

      dynamic "distribution_cut" {
        for_each = request_based_sli.value.cut == null ? [] : [request_based_sli.value.cut]

        content {
          distribution_filter = distribution_cut.value.filter

          range {
            max = distribution_cut.value.max
          }
        }
      }
    }
  }

  dynamic "windows_based_sli" {
    for_each = each.value.slice == null ? [] : [each.value]

    content {
      window_period = "${windows_based_sli.value.slice.seconds}s"

      good_total_ratio_threshold {
        threshold = windows_based_sli.value.slice.target

        performance {
          dynamic "good_total_ratio" {
            for_each = windows_based_sli.value.ratio == null ? [] : [windows_based_sli.value.ratio]

            content {
              good_service_filter  = good_total_ratio.value.good
              bad_service_filter   = good_total_ratio.value.bad
              total_service_filter = good_total_ratio.value.total
            }
          }

          dynamic "distribution_cut" {
            for_each = windows_based_sli.value.cut == null ? [] : [windows_based_sli.value.cut]

            content {
              distribution_filter = distribution_cut.value.filter

              range {
                max = distribution_cut.value.max
              }
            }
          }
        }
      }
    }
  }
}

resource "google_monitoring_alert_policy" "burn" {
  for_each = local.alerts

  display_name          = "${var.slos[each.value.slo].display_name}: ${each.value.name}"
  combiner              = "AND"
  severity              = local.severities[each.value.severity]
  notification_channels = local.channels

  # What the portal's intake finds the entity by.
  user_labels = {
    service  = var.slos[each.value.slo].service
    slo      = each.value.slo
    severity = each.value.severity
  }

  dynamic "conditions" {
    for_each = each.value.conditions

    content {
      display_name = "Over ${conditions.value.lookback_seconds} s the budget goes more than ${conditions.value.burn_rate} times too fast"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${google_monitoring_slo.slo[each.value.slo].name}\", \"${conditions.value.lookback_seconds}s\")"
        comparison      = "COMPARISON_GT"
        threshold_value = conditions.value.burn_rate
        duration        = "${conditions.value.for_seconds}s"

        trigger {
          count = 1
        }
      }
    }
  }

  documentation {
    subject   = var.slos[each.value.slo].display_name
    content   = "The error budget of ${var.slos[each.value.slo].display_name} goes too fast."
    mime_type = "text/markdown"

    dynamic "links" {
      for_each = var.slos[each.value.slo].runbook == null ? [] : [var.slos[each.value.slo].runbook]

      content {
        display_name = "Runbook"
        url          = startswith(links.value, "/") ? "${var.portal_url}${links.value}" : links.value
      }
    }
  }

  alert_strategy {
    auto_close           = "86400s"
    notification_prompts = ["OPENED", "CLOSED"]
  }
}

# The way to the alert handler, and so to incidents.
resource "google_monitoring_notification_channel" "portal" {
  display_name = "Countersign"
  type         = "pubsub"

  labels = {
    topic = var.alert_topic
  }
}

data "google_project" "project" {
  project_id = var.project
}

# The account of Cloud Monitoring exists once there is a channel to Pub/Sub.
resource "google_pubsub_topic_iam_member" "alerts" {
  topic      = var.alert_topic
  role       = "roles/pubsub.publisher"
  member     = "serviceAccount:service-${data.google_project.project.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"
  depends_on = [google_monitoring_notification_channel.portal]
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.emails

  display_name = each.key
  type         = "email"

  labels = {
    email_address = each.value
  }
}

data "google_monitoring_notification_channel" "slack" {
  for_each = var.slack_channels

  display_name = each.key
  type         = "slack"
}
