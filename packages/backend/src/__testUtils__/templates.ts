import { globSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { component, people } from './people';

const folder = resolve(__dirname, '../../../../templates');

interface Step {
  id: string;
  action: string;
  if?: string;
  input: object;
}
export interface Template {
  metadata: { name: string };
  spec: { steps: Step[]; parameters: object[] };
}
export interface DryRun {
  log: { body: { message: string; stepId?: string; status?: string } }[];
  output: {
    links?: { title: string }[];
    text?: { title: string; content: string }[];
  };
  directoryContents: { path: string; base64Content: string }[];
}
export interface ActionSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

export const templates = (
  parse(readFileSync(join(folder, 'all.yaml'), 'utf8')).spec.targets as string[]
).map(target => ({
  path: join(folder, target),
  template: parse(readFileSync(join(folder, target), 'utf8')) as Template,
}));

/** What the experiments that are shipped break. */
export const drilled = 'component:default/customer-engagement-api';
export const drilledEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'customer-engagement-api', namespace: 'default' },
  spec: { type: 'service', owner: people.owner, lifecycle: 'production' },
  relations: [{ type: 'ownedBy', targetRef: people.owner }],
};

export const window = {
  start: '2040-01-03T10:00:00Z',
  end: '2040-01-03T11:00:00Z',
};
export const service = {
  name: 'price-alerts',
  title: "Price alerts & what's new",
  description: 'Tells customers when a price falls: at once, by mail.',
  owner: 'group:default/storefront',
  system: 'system:default/commerce',
  tier: 'tier-2',
  dataClassification: 'internal',
  target: 0.995,
  metricSource: 'prometheus',
  project: 'larkspur-prod',
  region: 'europe-west1',
};

/** What somebody types into each template. */
export const typed: Record<string, object> = {
  'open-a-change': {
    ...{
      title: 'Raise the timeout',
      type: 'normal',
      environment: 'production',
    },
    ...{ items: [component], window, submit: true },
    justification: 'Slow banks.',
    implementationPlan: 'Deploy it.',
    testPlan: 'Pay.',
    backoutPlan: 'Deploy the former one.',
  },
  'change-from-terraform-plan': {
    ...{ environment: 'production', commit: 'a'.repeat(40), window },
    ...{ title: 'From a plan', submit: true },
  },
  'open-an-incident': {
    ...{ entities: [component], title: 'Checkout is slow' },
    ...{ impact: 'high', urgency: 'low', triage: false, drill: false },
    description: '',
  },
  'request-evidence': {
    title: 'Who could write to the database',
    text: 'In the third quarter.',
    due: '2040-01-01T00:00:00Z',
    assignee: 'user:default/owner',
    controls: [{ framework: 'SOC 2', id: 'CC6.1' }],
  },
  'run-a-drill': {
    ...{ entity: drilled, scenario: 'latency', environment: 'production' },
    ...{ window, approval: 'standard', purpose: 'Is it noticed?' },
  },
  'new-governed-service': service,
};

/** What to ask for a dry run of a template, as its page does. */
export function dryRunOf(name: string, values: object): object {
  const { path, template } = templates.find(
    each => each.template.metadata.name === name,
  )!;
  const files = globSync('**/*', {
    cwd: dirname(path),
    withFileTypes: true,
  }).concat(
    globSync('**/.*{,/**}', { cwd: dirname(path), withFileTypes: true }),
  );
  return {
    ...{ template, values },
    directoryContents: files
      .filter(file => file.isFile())
      .map(file => join(file.parentPath, file.name))
      .map(file => ({
        path: file.slice(dirname(path).length + 1),
        base64Content: readFileSync(file).toString('base64'),
      })),
  };
}

/** What a dry run gave to an action; undefined where it did not come so far. */
export function given({ log }: DryRun, action: string) {
  const message = log
    .map(({ body }) => body.message)
    .find(each => each.includes(`Running ${action} in dry-run mode`));
  return message && JSON.parse(message.slice(message.indexOf('{')));
}
