import {
  Fields,
  fieldsOf,
  firstText,
  hintsOf,
  instantOf,
  isFields,
  keyOf,
  keyOfWords,
  linksOf,
  severityOf,
  shortened,
  statusOf,
  textOf,
  titleOf,
  wordsOf,
} from '../fields';
import { AlertSignal, KEY_LENGTH, ReadPayload, SignalStatus } from '../signal';

/** Google Cloud Monitoring, schema 1.2: from its webhook, or wrapped into a push of Pub/Sub. */
export function readGoogleCloudMonitoring(body: unknown): ReadPayload {
  const pushed = fieldsOf(fieldsOf(body).message);
  if (typeof pushed.data !== 'string') return readNotification(body);
  const unwrapped = decoded(pushed.data);
  return unwrapped === undefined
    ? refuse('message.data: must be the notification as JSON in base64')
    : readNotification(unwrapped);
}

function readNotification(body: unknown): ReadPayload {
  const { incident, version } = fieldsOf(body);
  if (!isFields(incident)) {
    return refuse(
      'incident: must be an object, as schema 1.2 of the notifications has it',
    );
  }
  const isTest = textOf(version)?.toLowerCase() === 'test';
  const status = isTest ? 'test' : stateOf(incident);
  if (!status) return refuse('incident.state: must be open or closed');
  const key = identityOf(incident);
  if (!key) {
    return refuse(
      'incident.incident_id: must name the incident, the same when it opens and closes',
    );
  }
  return {
    signals: [signalOf(incident, key, status)],
    problems: [],
    notes: [],
  };
}

function refuse(problem: string): ReadPayload {
  return { signals: [], problems: [problem], notes: [] };
}

/** Without a state, what has ended is over. */
function stateOf(incident: Fields): SignalStatus | undefined {
  if (textOf(incident.state) !== undefined) return statusOf(incident.state);
  return instantOf(incident.ended_at) ? 'resolved' : 'firing';
}

function projectOf(incident: Fields): string | undefined {
  return firstText(
    incident.scoping_project_id,
    incident.scoping_project_number,
  );
}

function identityOf(incident: Fields): string | undefined {
  const project = projectOf(incident) ?? '';
  const id = textOf(incident.incident_id);
  if (id) return keyOf(project, id);
  const parts = wordsOf({
    project,
    policy: incident.policy_name,
    condition:
      textOf(fieldsOf(incident.condition).name) ?? incident.condition_name,
    resource: incident.resource_id ?? incident.resource_name,
    ...fieldsOf(fieldsOf(incident.resource).labels),
  });
  return parts.policy || parts.condition ? keyOfWords(parts) : undefined;
}

function signalOf(
  incident: Fields,
  key: string,
  status: SignalStatus,
): AlertSignal {
  const resource = fieldsOf(incident.resource);
  const metric = fieldsOf(incident.metric);
  const condition = fieldsOf(incident.condition);
  const documentation = fieldsOf(incident.documentation);
  const { system_labels: system, user_labels: user } = fieldsOf(
    incident.metadata,
  );
  const labels = wordsOf(
    system,
    metric.labels,
    resource.labels,
    user,
    incident.policy_user_labels,
  );
  const name = firstText(
    incident.condition_name,
    condition.displayName,
    incident.policy_name,
  );
  const summary = firstText(incident.summary);
  const { content } = documentation;
  return {
    key,
    status,
    startsAt: instantOf(incident.started_at),
    endsAt: status === 'resolved' ? instantOf(incident.ended_at) : null,
    order: 'stated',
    severity: severityOf(incident.severity, labels.severity),
    title: titleOf(firstText(documentation.subject, name, summary) ?? 'Alert'),
    text: [summary, firstText(content)].filter(Boolean).join('\n\n'),
    condition: shortened(name ?? summary ?? 'Alert', KEY_LENGTH),
    labels,
    annotations: wordsOf({
      policy: incident.policy_name,
      condition: incident.condition_name,
    }),
    resource: wordsOf(resource.labels, {
      type: resource.type,
      name: incident.resource_display_name ?? incident.resource_name,
      id: incident.resource_id,
      project: projectOf(incident),
      metric: metric.type,
    }),
    values: wordsOf({
      observed: textOf(incident.observed_value),
      threshold: textOf(incident.threshold_value),
    }),
    links: linksOf({ title: 'Google Cloud', url: incident.url }),
    hints: hintsOf(
      labels,
      textOf(incident.resource_display_name),
      textOf(incident.resource_name),
    ),
  };
}

/** JSON in base64, of either alphabet; undefined where it is none. */
function decoded(data: string): unknown {
  try {
    const bytes = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(
      new TextDecoder().decode(
        Uint8Array.from(bytes, character => character.charCodeAt(0)),
      ),
    );
  } catch {
    return undefined;
  }
}
