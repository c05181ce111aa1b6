import { areas } from './areas';
import { component } from './people';

/** A request to a route: harmless where it is let through, and complete enough for its permission to be asked. */
export interface Probe {
  method: string;
  path: string;
  body?: object;
}

/** What a probe is sent about. */
export interface Subject {
  /** The number of a record, by the plugin that keeps it: a change that awaits approval, … */
  records: Record<string, string>;
  /** Ids of the actions, by plugin. */
  actions: Record<string, string[]>;
}

const nobodys = '00000000-0000-4000-8000-000000000000';
const digest = `sha256:${'0'.repeat(64)}`;
/** No change has it: whoever has the right to the verb meets the conflict. */
const version = 9999;
const farAway = {
  start: '2050-01-01T00:00:00Z',
  end: '2050-01-01T01:00:00Z',
};

/** Of Terraform, about nothing. */
const emptyPlan = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: [],
};

const verbs: Record<string, object> = {
  submit: { version },
  authorize: { version },
  approve: { subjectDigest: digest },
  reject: { subjectDigest: digest, comment: 'Not what I looked at.' },
  'request-changes': { subjectDigest: digest, comment: 'Say how.' },
  'withdraw-request': { version },
  withdraw: { version },
  decline: { version },
  start: { version },
  complete: { version },
  close: { version, code: 'successful', notes: 'All is well.' },
  cancel: { version, reason: 'Not needed.' },
  hold: { version, reason: 'Wait for it.' },
  resume: { version },
  comment: { text: 'Seen.' },
  'accept-conflict': { version, key: 'none', justification: 'It is fine.' },
  plan: { version, plan: emptyPlan },
};

/** A record of another system. */
const imported = {
  system: 'of-the-matrix',
  file: { name: 'of-the-matrix.csv', digest: `sha256:${'0'.repeat(64)}` },
  dryRun: true,
  update: false,
  records: [
    {
      row: 2,
      number: 'OLD-1',
      content: {
        title: 'Of the matrix',
        state: 'Closed',
        openedAt: '2026-01-01T00:00:00Z',
      },
    },
  ],
};

/** Whose logs, and when. */
const logs = {
  entityRef: component,
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-02T00:00:00Z',
};
const logQuery = `?${new URLSearchParams(logs)}`;

const text = { text: 'Of the matrix' };
const reason = { reason: 'Of the matrix' };

const incidentVerbs: Record<string, object> = {
  hold: { reason: 'vendor' },
  mitigate: text,
  restore: text,
  resolve: text,
  reopen: reason,
  cancel: { reason: 'test', ...text },
  merge: { into: 'INC9999999', ...reason },
  split: { title: 'Of the matrix', entities: [component], ...reason },
  edit: { version, title: 'Of the matrix' },
  prioritize: { impact: 'high', urgency: 'high' },
  assign: { role: 'scribe' },
  'add-task': text,
  'finish-task': { task: 'none' },
  link: { title: 'Of the matrix', url: 'https://example.com/matrix' },
  unlink: { url: 'https://example.com/matrix' },
  'propose-major': reason,
  'accept-major': reason,
  'reject-major': reason,
  'set-time': { time: 'started', to: '2050-01-01T00:00:00Z', ...reason },
  'confirm-time': { correction: 'none' },
  'withdraw-time': { correction: 'none' },
  'deny-drill': reason,
  restrict: { to: 'group:default/of-the-matrix', ...reason },
  publish: reason,
  update: text,
  note: text,
  pin: { entry: 'none' },
  unpin: { entry: 'none' },
  rewrite: { entry: 'none', ...text },
  'confirm-cause': { change: 'CHG9999999', ...reason },
  'withdraw-cause': { change: 'CHG9999999', ...reason },
  'edit-review': {
    revision: version,
    content: {
      happened: '',
      impact: '',
      factors: '',
      wentWell: '',
      wentBadly: '',
    },
  },
  'take-review': reason,
  'publish-review': { revision: version },
  'add-action': {
    ...text,
    owner: 'user:default/of-the-matrix',
    dueAt: '2050-01-01T00:00:00Z',
  },
  'change-action': { action: 'none', ...text },
  'finish-action': { action: 'none', ...text },
  'cancel-action': { action: 'none', ...text },
  'tick-step': { step: 'Of the matrix' },
  'untick-step': { tick: 'none' },
};

const problemVerbs: Record<string, object> = {
  reanalyze: reason,
  know: { cause: 'Of the matrix', workaround: 'None' },
  'plan-fix': { change: 'CHG9999999' },
  resolve: text,
  'accept-risk': text,
  cancel: text,
  duplicate: { of: 'PRB9999999', ...text },
  'link-incident': { incident: 'INC9999999' },
  'unlink-incident': { incident: 'INC9999999', ...reason },
  edit: { version, title: 'Of the matrix' },
  note: text,
};

const findingVerbs: Record<string, object> = {
  explain: text,
  accept: { until: farAway.end, ...reason },
  'revoke-acceptance': reason,
  remediate: { change: 'CHG9999999', ...text },
  close: { run: 'RUN9999999', ...text },
  reopen: reason,
  assign: {},
  note: text,
};

const evidenceRequestVerbs: Record<string, object> = {
  answer: { ...text, references: [{ reference: 'of-the-matrix' }] },
  accept: text,
  return: reason,
  withdraw: reason,
  assign: {},
  note: text,
};

const draft = {
  title: 'Raise the limit',
  environment: 'production',
  items: [component],
};

/** Bodies by route. Everything else is sent `{}`, which most routes refuse after they looked who asks. */
const bodies: Record<string, object> = {
  'POST /api/change-management/changes': draft,
  'POST /api/change-management/changes/preview': draft,
  ...Object.fromEntries(
    Object.entries(verbs).map(([verb, body]) => [
      `POST /api/change-management/changes/:number/${verb}`,
      body,
    ]),
  ),
  'PATCH /api/change-management/changes/:number': {
    version,
    title: 'Something else',
  },
  'PUT /api/change-management/changes/:number/following': { follows: false },
  'POST /api/change-management/plans': { plan: {} },
  'POST /api/change-management/deployments': {
    externalId: 'of-the-matrix',
    environment: 'production',
    items: [component],
    outcome: 'succeeded',
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: '2026-01-01T00:01:00Z',
  },
  'POST /api/change-management/schedule-rules': {
    kind: 'freeze',
    title: 'Far away',
    description: '',
    timeZone: 'UTC',
    environments: [],
    allowEmergency: true,
    ...farAway,
  },
  'POST /api/change-management/policies/replay': {
    policies: [{ name: 'none', require: [] }],
  },
  // Without what is hit: none is declared.
  'POST /api/incident-management/incidents': {
    title: 'Of the matrix',
    entities: ['component:default/of-the-matrix'],
  },
  ...Object.fromEntries(
    Object.entries(incidentVerbs).map(([verb, body]) => [
      `POST /api/incident-management/incidents/:number/${verb}`,
      body,
    ]),
  ),
  'POST /api/incident-management/alert-groups/:id/assign': {
    entityRef: component,
  },
  'POST /api/incident-management/mapping/try': {
    kind: 'pagerduty',
    payload: {},
  },
  // Longer than one may be: none is made.
  'POST /api/incident-management/silences': {
    match: { condition: 'of-the-matrix' },
    reason: 'Of the matrix',
    endsAt: farAway.end,
  },
  'POST /api/incident-management/overrides': {
    rotation: 'of-the-matrix',
    who: 'user:default/of-the-matrix',
    ...farAway,
    reason: 'Of the matrix',
  },
  'POST /api/incident-management/problems': {
    title: 'Of the matrix',
    entities: ['component:default/of-the-matrix'],
  },
  ...Object.fromEntries(
    Object.entries(problemVerbs).map(([verb, body]) => [
      `POST /api/incident-management/problems/:number/${verb}`,
      body,
    ]),
  ),
  // Only asked what would become of it: none is taken over.
  'POST /api/change-management/imported-changes': imported,
  'POST /api/incident-management/imported-incidents': imported,
  'POST /api/incident-management/imported-problems': imported,
  // Of an experiment that there is none of: none is planned. No drill runs that the lever would stop.
  'POST /api/chaos-drills/drills': { experiment: 'of-the-matrix' },
  'POST /api/chaos-drills/drills/:number/start': {},
  'POST /api/chaos-drills/drills/:number/stop': reason,
  'POST /api/chaos-drills/drills/:number/cancel': reason,
  'POST /api/chaos-drills/drills/:number/note': text,
  'POST /api/chaos-drills/game-days': { title: 'Of the matrix' },
  'POST /api/chaos-drills/game-days/:number/add-drill': { drill: 'DRL9999999' },
  'POST /api/chaos-drills/game-days/:number/remove-drill': {
    drill: 'DRL9999999',
  },
  'POST /api/chaos-drills/game-days/:number/observe': {
    observer: 'user:default/dana-developer',
  },
  'POST /api/chaos-drills/game-days/:number/start': {},
  'POST /api/chaos-drills/game-days/:number/note': text,
  'POST /api/chaos-drills/game-days/:number/end': { summary: 'Of the matrix' },
  'POST /api/chaos-drills/game-days/:number/cancel': reason,
  'POST /api/chaos-drills/journals': {
    entity: 'component:default/of-the-matrix',
    scenario: 'latency',
    journal: {},
  },
  // Of an experiment that there is none of: no schedule is turned on.
  'POST /api/service-logs/check': { entityRef: component, filter: '' },
  'POST /api/service-logs/queries': {
    entityRef: component,
    title: 'Of the matrix',
    filter: '',
  },
  'POST /api/service-logs/queries/:id/forget': {},
  'POST /api/service-logs/exports': { ...logs, ...reason },
  'POST /api/service-logs/exports/:number/send': { destination: 'nowhere' },
  'POST /api/chaos-drills/schedules/:experiment/turn-on': {},
  'POST /api/chaos-drills/schedules/:experiment/pause': reason,
  'POST /api/chaos-drills/lever/pull': reason,
  'POST /api/chaos-drills/lever/release': {
    pulls: [nobodys],
    ...reason,
  },
  // Of a report that there is none of: none is run.
  'POST /api/compliance-evidence/runs': { report: 'of-the-matrix' },
  ...Object.fromEntries(
    ['cancel', 'retry', 'deliver'].map(verb => [
      `POST /api/compliance-evidence/runs/:number/${verb}`,
      { version },
    ]),
  ),
  ...Object.fromEntries(
    ['hold', 'release', 'ask-erasure', 'decline-erasure', 'erase'].map(verb => [
      `POST /api/compliance-evidence/runs/:number/${verb}`,
      { version, ...reason },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(findingVerbs).map(([verb, body]) => [
      `POST /api/compliance-evidence/findings/:number/${verb}`,
      body,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(evidenceRequestVerbs).map(([verb, body]) => [
      `POST /api/compliance-evidence/requests/:number/${verb}`,
      body,
    ]),
  ),
  // The run of the matrix has no pack: nothing of it is answered.
  'POST /api/compliance-evidence/runs/:number/ask': {
    title: 'Of the matrix',
    sql: 'SELECT 1 AS one ORDER BY one',
  },
  'POST /api/compliance-evidence/runs/:number/sample': {
    question: 'of-the-matrix',
    size: 1,
  },
  'POST /api/compliance-evidence/runs/:number/shadow': {
    question: 'of-the-matrix',
    file: { name: 'of-the-matrix.csv', content: '' },
  },
  'POST /api/compliance-evidence/requests': {
    title: 'Of the matrix',
    due: farAway.end,
    ...text,
  },
  'POST /api/compliance-evidence/attestations': {
    control: { framework: 'SOX ITGC', id: 'of-the-matrix' },
    period: { label: '2026Q3', ...farAway },
    run: 'RUN9999999',
    conclusion: 'effective',
    ...text,
  },
  'POST /api/compliance-evidence/attestations/:number/withdraw': reason,
  'PUT /api/incident-management/incidents/:number/following': {
    follows: false,
  },
  'POST /api/service-levels/definitions/check': { text: 'kind: SLO' },
  'POST /api/service-levels/corrections': {
    kind: 'maintenance',
    reason: 'Of the matrix',
    objectives: ['of-the-matrix'],
    window: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T01:00:00Z' },
  },
  'POST /api/service-levels/corrections/:number/withdraw': {
    reason: 'Of the matrix',
  },
  'POST /api/service-levels/error-budget/judge': {
    items: [component],
    change: {
      type: 'normal',
      category: 'software',
      environment: 'production',
    },
  },
  'POST /api/service-levels/error-budget/judge-all': {
    questions: [
      {
        items: [component],
        change: {
          type: 'normal',
          category: 'software',
          environment: 'production',
        },
      },
    ],
  },
  'POST /api/service-levels/error-budget/policies/replay': {
    policies: [],
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-02T00:00:00Z',
  },
  // By nobody: none is taken.
  ...Object.fromEntries(
    areas.map(area => [
      `POST /api/${area}/ledger/cosignatures`,
      { size: 1, cosignatures: 'of the matrix' },
    ]),
  ),
  'POST /api/catalog/refresh': { entityRef: component },
  'POST /api/catalog/locations': { type: 'file', target: '/not-there.yaml' },
  'PUT /api/catalog/locations/:id': {
    type: 'file',
    target: '/not-there.yaml',
  },
  'POST /api/catalog/analyze-location': {
    location: { type: 'file', target: '/not-there.yaml' },
  },
  'POST /api/catalog/validate-entity': {
    location: 'url:http://localhost/x.yaml',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'x' },
    },
  },
  'POST /api/catalog/entities/by-refs': { entityRefs: [component] },
  'POST /api/scaffolder/v2/tasks': {
    templateRef: 'template:default/not-there',
    values: {},
  },
  'POST /api/scaffolder/v2/dry-run': {
    template: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'x' },
      spec: { type: 'x', steps: [] },
    },
    values: {},
    directoryContents: [],
  },
  'POST /api/scaffolder/autocomplete/:provider/:resource': {
    token: 'x',
    context: {},
  },
  'POST /api/notifications/notifications': {
    recipients: { type: 'broadcast' },
    payload: { title: 'To all' },
  },
  'POST /api/notifications/': {
    recipients: { type: 'broadcast' },
    payload: { title: 'To all' },
  },
  'POST /api/events/bus/v1/events': {
    event: { topic: 'of-the-matrix', payload: {} },
  },
  'PUT /api/events/bus/v1/subscriptions/:subscriptionId': {
    topics: ['of-the-matrix'],
  },
  'POST /api/user-settings/multiget': { items: [] },
  'POST /api/permission/authorize': { items: [] },
  'POST /api/mcp-actions/v1/': {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/list',
  },
};

/** What actions take. Everything else is sent `{}`. */
const inputs: Record<string, (subject: Subject) => object> = {
  'incident-management:get-incident': ({ records }) => ({
    number: records['incident-management'],
  }),
  'change-management:get-change': ({ records }) => ({
    number: records['change-management'],
  }),
  'change-management:preview-change': () => ({
    title: 'Raise the timeout',
    environment: 'production',
  }),
  'compliance-evidence:request-evidence': () => ({
    title: 'Who raised the timeout',
    text: 'Show who approved it.',
    due: '2040-01-01T00:00:00Z',
  }),
  ...Object.fromEntries(
    ['get-drill', 'get-drill-readiness', 'wait-for-drill'].map(action => [
      `chaos-drills:${action}`,
      ({ records }: Subject) => ({ number: records['chaos-drills'] }),
    ]),
  ),
  'service-logs:find-log-entries': () => logs,
  'service-logs:count-log-entries': () => logs,
};

const parameters: Record<string, string> = {
  kind: 'component',
  namespace: 'default',
  name: component.split('/')[1],
  uid: nobodys,
  id: nobodys,
  taskId: nobodys,
  subscriptionId: 'of-the-matrix',
  figure: 'restore',
  older: 'RUN9999999',
  question: 'privileged-access',
  alertFigure: 'noise',
  deploymentFigure: 'leadTime',
  bucket: 'of-the-matrix',
  key: 'of-the-matrix',
  digest: `sha256:${'0'.repeat(64)}`,
};

const queries: Record<string, string> = {
  'GET /api/change-management/calendar':
    '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
  'GET /api/change-management/configuration-items/by-ref': `?ref=${component}`,
  'GET /api/service-levels/objectives/:id/history':
    '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
  'GET /api/service-levels/objectives/:id/counted-steps':
    '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
  'GET /api/service-levels/faults': `?component=${component}&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`,
  'GET /api/incident-management/rotations/:name/shifts':
    '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
  ...Object.fromEntries(
    areas.map(area => [`GET /api/${area}/ledger/growth`, '?from=0']),
  ),
  ...Object.fromEntries(
    [
      'change-management/dashboard',
      'chaos-drills/dashboard',
      'compliance-evidence/dashboard',
      'incident-management/dashboard',
      'incident-management/dashboard/delivery',
      'service-levels/dashboard',
    ].map(route => [
      `GET /api/${route}`,
      '?previousFrom=2026-01-01T00:00:00Z&from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z',
    ]),
  ),
  'GET /api/change-management/deployments/outcomes':
    '?startedFrom=2026-01-01T00:00:00Z&startedTo=2026-01-02T00:00:00Z',
  'GET /api/chaos-drills/entity-drills': `?entityRef=${component}`,
  'GET /api/chaos-drills/change-drills': '?change=CHG0000001',
  'GET /api/service-logs/overview': `?entityRef=${component}`,
  'GET /api/service-logs/entries': logQuery,
  'GET /api/service-logs/histogram': logQuery,
  'GET /api/service-logs/context': `?entityRef=${component}&id=of-the-matrix`,
  'GET /api/service-logs/tail': `?entityRef=${component}`,
  'GET /api/service-logs/exports': `?entityRef=${component}`,
  'GET /api/service-logs/readings': `?entityRef=${component}`,
  'GET /api/compliance-evidence/entity-history': `?entityRef=${component}`,
  'GET /api/compliance-evidence/entity-scope': `?entityRef=${component}`,
  'GET /api/search/query': '?term=x',
  'GET /api/catalog/entity-facets': '?facet=kind',
};

function fill(path: string, subject: Subject): string {
  return path
    .replace(/:number/, () => recordOf(path, subject))
    .replace(/:(\w+)(\(\*\))?/g, (_, name: string) => parameters[name] ?? 'x')
    .replace(/\*$/, 'x');
}

/** @throws Error where there is none: with a number of another area a route refuses everybody alike */
function recordOf(path: string, { records }: Subject): string {
  const plugin = path.split('/')[2];
  // An area may have several kinds of records.
  const number =
    records[path.split('/').slice(2, 4).join('/')] ?? records[plugin];
  if (!number) {
    throw new Error(
      `There is no record to ask ${path} about: have subject() of authorisation.test.ts open one of ${plugin}`,
    );
  }
  return number;
}

/** The rows of the matrix that a route gives: one, or one for each action behind it. */
export function probesOf(route: string, subject: Subject): [string, Probe][] {
  const [method, path] = route.split(' ');
  if (path.includes('/actions/:actionId/invoke')) {
    const plugin = path.split('/')[2];
    return (subject.actions[plugin] ?? []).map(action => {
      const row = path.replace(':actionId', action);
      const input = inputs[action]?.(subject) ?? {};
      const body = path.includes('/actions/v1/') ? input : { input };
      return [`${method} ${row}`, { method, path: row, body }];
    });
  }
  const body = /^POST \/api\/change-management\/gate(\/preview)?$/.test(route)
    ? { change: subject.records['change-management'] }
    : bodies[route] ?? {};
  return [
    [
      route,
      {
        method,
        path: fill(path, subject) + (queries[route] ?? ''),
        ...(method !== 'GET' && { body }),
      },
    ],
  ];
}
