# One row for each objective: what is left of its budget, and how fast it goes.

locals {
  widgets = flatten([
    for index, id in sort(keys(var.slos)) : [
      {
        xPos   = 0
        yPos   = index * 4
        width  = 4
        height = 4
        widget = {
          title = "${var.slos[id].display_name}: budget left"
          scorecard = {
            timeSeriesQuery = {
              timeSeriesFilter = {
                filter = "select_slo_budget_fraction(\"${google_monitoring_slo.slo[id].name}\")"
              }
            }
            thresholds = [
              { value = 0.25, color = "YELLOW", direction = "BELOW" },
              { value = 0, color = "RED", direction = "BELOW" },
            ]
          }
        }
      },
      {
        xPos   = 4
        yPos   = index * 4
        width  = 8
        height = 4
        widget = {
          title = "${var.slos[id].display_name}: burn rate over an hour"
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = "select_slo_burn_rate(\"${google_monitoring_slo.slo[id].name}\", \"3600s\")"
                }
              }
            }]
            thresholds = [{ value = 1 }]
          }
        }
      },
    ]
  ])
}

resource "google_monitoring_dashboard" "objectives" {
  dashboard_json = jsonencode({
    displayName  = "Service level objectives"
    mosaicLayout = { columns = 12, tiles = local.widgets }
  })
}
