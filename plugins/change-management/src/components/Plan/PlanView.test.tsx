import { RedactedPlan } from '@countersign/plugin-change-management-common';
import { screen, within } from '@testing-library/react';
import { plan as shownPlan } from '../../../dev/fixtures/plan';
import { renderPage } from '../../__testUtils__/renderPage';
import { PlanCounts } from './PlanCounts';
import { PlanView } from './PlanView';
import { readPlanFile } from './readPlanFile';

const [resource] = shownPlan.resources;
const only = (fields: Partial<RedactedPlan>): RedactedPlan => ({
  ...shownPlan,
  counts: { create: 0, update: 0, replace: 0, delete: 0, forget: 0 },
  resources: [],
  outputs: [],
  unmapped: [],
  ...fields,
});

describe('PlanView', () => {
  it('shows what is only imported or moved, and counts it', async () => {
    const counts = {
      ...{ create: 0, update: 0, replace: 0, delete: 0, forget: 0 },
      ...{ import: 1, move: 1, invoke: 0 },
    };
    const idle = { ...resource, action: 'no-op' as const, attributes: [] };
    const plan = only({
      counts,
      resources: [
        { ...idle, address: 'a.imported', importing: true },
        { ...idle, address: 'a.moved', previousAddress: 'a.old' },
        { ...idle, address: 'a.idle' },
      ],
    });
    renderPage(
      <>
        <PlanCounts counts={counts} />
        <PlanView plan={plan} />
      </>,
    );
    expect(await screen.findByText('1 Imported')).toBeInTheDocument();
    expect(screen.getByText('1 Moved')).toBeInTheDocument();
    expect(screen.getByText('a.imported')).toBeInTheDocument();
    expect(screen.getByText('moved from a.old')).toBeInTheDocument();
    expect(screen.queryByText('a.idle')).not.toBeInTheDocument();
  });

  it('shows the actions that are invoked, what sets them off, and with what', async () => {
    renderPage(
      <PlanView
        plan={only({
          actions: [
            {
              address: 'action.aws_lambda_invoke.warm_up',
              type: 'aws_lambda_invoke',
              name: 'warm_up',
              provider: 'registry.terraform.io/hashicorp/aws',
              trigger: { resource: 'aws_s3_bucket.a', event: 'AfterCreate' },
              attributes: [
                {
                  path: 'function_name',
                  after: '"warm-up"',
                  unknown: false,
                  sensitive: false,
                  forcesReplacement: false,
                },
              ],
            },
          ],
        })}
      />,
    );
    const actions = within(
      await screen.findByRole('region', { name: 'Actions that are invoked' }),
    );
    expect(
      actions.getByText('action.aws_lambda_invoke.warm_up'),
    ).toBeInTheDocument();
    expect(
      actions.getByText('AfterCreate of aws_s3_bucket.a'),
    ).toBeInTheDocument();
    expect(actions.getByText('"warm-up"')).toBeInTheDocument();
  });
});

describe('readPlanFile', () => {
  it('keeps numbers as they are, and nothing that is not read', async () => {
    const text =
      '{"format_version":"1.2","variables":{"pw":{"value":"hunter2"}},"resource_changes":[{"address":"a.b","type":"a","name":"b","change":{"actions":["create"],"after":{"n":9007199254740993}}}]}';
    const file = new File([text], 'plan.json');
    // jsdom's File lacks text(), which every browser has.
    file.text = async () => text;
    const { plan, resources } = await readPlanFile(file);
    expect(resources).toBe(1);
    expect(JSON.stringify(plan)).toContain('9007199254740993');
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });
});
