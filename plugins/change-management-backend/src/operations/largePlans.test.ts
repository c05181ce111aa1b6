import { monitorEventLoopDelay } from 'perf_hooks';
import { people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(300_000);

const SIZE = 50 * 1024 * 1024;

/** A plan of 50 MB made of so many resources. */
function largePlan(resources: number) {
  const plan = terraformPlan();
  const [{ change, ...resource }] = plan.resource_changes;
  const repeated = (padding: string) =>
    terraformPlan({ padding }).resource_changes[0].change;
  const own = JSON.stringify({ ...resource, change }).length + 10;
  // The padding stands before and after.
  const words = 'lorem ipsum '.repeat(SIZE / resources / 24);
  const padding = words.slice(Math.floor(own / 2));
  plan.resource_changes = Array.from({ length: resources }, (_, i) => ({
    ...resource,
    address: `terraform_data.receipts[${i}]`,
    change: repeated(`${i} ${padding}`),
  }));
  return plan;
}

describe('a plan of 50 MB', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);

  it.each([
    ['many small resources', 19_000],
    ['few large resources', 2_000],
  ])('holds nobody up: %s', async (_, resources) => {
    const body = Buffer.from(JSON.stringify({ plan: largePlan(resources) }));
    expect(body.length).toBeGreaterThan(SIZE * 0.95);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    let took: number | undefined;
    const uploading = fetch(`${portal().baseUrl}/plans`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${portal().token(people.dana)}`,
        'Content-Type': 'application/json',
      },
      body,
    }).finally(() => {
      took = performance.now() - started;
    });
    let answeredMeanwhile = 0;
    while (took === undefined) {
      await dana().getLedgerStatus();
      answeredMeanwhile += 1;
    }
    delay.disable();
    const response = await uploading;
    expect(response.status).toBe(201);
    expect(answeredMeanwhile).toBeGreaterThan(10);
    // On the main thread more than nine tenths of it would be one pause; what is left of one is other work of the machine.
    expect(delay.max / 1e6).toBeLessThan(took * 0.6);

    const { digest: planDigest, counts } = await response.json();
    expect(counts.update).toBe(resources);
    const { change } = await dana().createChange(request({ planDigest }));
    expect(change.plan).toMatchObject({ digest: planDigest, counts });
    const stored = await dana().getPlan(change.number);
    expect(stored.resources).toHaveLength(resources);
    expect(stored.redactions).toBe(resources * 2);
  });
});
