/** What a service's first objective looks like: the guide's, which works as soon as its names are those of the service. */
export const exampleDefinition = (service: string) => `apiVersion: openslo/v1
kind: DataSource
metadata:
  name: ${service}
spec:
  type: openmetrics
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${service}-availability
  displayName: Requests are answered
spec:
  service: ${service}
  budgetingMethod: Occurrences
  timeWindow:
    - duration: 30d
      isRolling: true
  objectives:
    - target: 0.999
  indicator:
    metadata:
      name: ${service}-availability
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            metricSourceRef: ${service}
            spec:
              query: http_requests_total{code=~"5.."}
        total:
          metricSource:
            metricSourceRef: ${service}
            spec:
              query: http_requests_total
`;
