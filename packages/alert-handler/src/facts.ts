/** What a log line tells of an alert: as far as it can be read. Whether it can is for the portal to say. */
export interface AlertFacts {
  incident?: string;
  state?: string;
  policy?: string;
  condition?: string;
  severity?: string;
  service?: string;
  startedAt?: string;
}

const LONGEST = 200;

/** Reads what can be read of a notification of Cloud Monitoring, of today's schema or tomorrow's. */
export function factsOf(base64: string): AlertFacts {
  const incident = fieldsOf(fieldsOf(decoded(base64)).incident);
  const labels = fieldsOf(incident.policy_user_labels);
  const started = incident.started_at;
  return {
    incident: textOf(incident.incident_id),
    state: textOf(incident.state),
    policy: textOf(incident.policy_name),
    condition: textOf(incident.condition_name),
    severity: textOf(incident.severity) ?? textOf(labels.severity),
    service: textOf(labels.service),
    startedAt:
      typeof started === 'number' && Math.abs(started) < 8.64e12
        ? new Date(started * 1000).toISOString()
        : undefined,
  };
}

function decoded(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value.slice(0, LONGEST)
    : undefined;
}
