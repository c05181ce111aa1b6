# What Cloud Run measures by itself, then one row for each objective: what is left of its budget, and how fast it goes.

locals {
  automatic = [
    {
      title   = "Requests a second"
      metric  = "run.googleapis.com/request_count"
      aligner = "ALIGN_RATE"
      reducer = "REDUCE_SUM"
    },
    {
      title   = "Latency, p95 (ms)"
      metric  = "run.googleapis.com/request_latencies"
      aligner = "ALIGN_DELTA"
      reducer = "REDUCE_PERCENTILE_95"
    },
    {
      title   = "CPU in use, p95"
      metric  = "run.googleapis.com/container/cpu/utilizations"
      aligner = "ALIGN_DELTA"
      reducer = "REDUCE_PERCENTILE_95"
    },
    {
      title   = "Memory in use, p95"
      metric  = "run.googleapis.com/container/memory/utilizations"
      aligner = "ALIGN_DELTA"
      reducer = "REDUCE_PERCENTILE_95"
    },
  ]

  charts = [
    for index, chart in local.automatic : {
      xPos   = index * 3
      yPos   = 0
      width  = 3
      height = 4
      widget = {
        title = chart.title
        xyChart = {
          dataSets = [{
            plotType = "LINE"
            timeSeriesQuery = {
              timeSeriesFilter = {
                filter = "resource.type = \"cloud_run_revision\" AND metric.type = \"${chart.metric}\""
                aggregation = {
                  alignmentPeriod    = "60s"
                  perSeriesAligner   = chart.aligner
                  crossSeriesReducer = chart.reducer
                  groupByFields      = ["resource.label.service_name"]
                }
              }
            }
          }]
        }
      }
    }
  ]

  widgets = flatten([
    for index, id in sort(keys(var.slos)) : [
      {
        xPos   = 0
        yPos   = (index + 1) * 4
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
        yPos   = (index + 1) * 4
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
    displayName  = "Services and their objectives"
    mosaicLayout = { columns = 12, tiles = concat(local.charts, local.widgets) }
  })
}
