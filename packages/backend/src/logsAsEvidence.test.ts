import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import {
  eventually,
  signingKey,
  startTestPortal,
  testEntity,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import serviceLogsPlugin from '@countersign/plugin-service-logs-backend';
import serviceLogsFile from '@countersign/plugin-service-logs-backend-module-file';
import { ServiceLogsClient } from '@countersign/plugin-service-logs-common';
import { builtCli, runCli } from './__testUtils__/commandLine';

jest.setTimeout(240_000);

const olive = 'user:default/olive';
const entityRef = 'component:default/checkout-api';
/** When the incident began. */
const BEGAN = Date.UTC(2026, 10, 27, 10);
const MINUTE = 60_000;

/** A failure each minute from five minutes before the incident, among what went well. */
const lines = Array.from({ length: 120 }, (_, i) => {
  const at = BEGAN - 30 * MINUTE + i * 30_000;
  const failed = at >= BEGAN - 5 * MINUTE && i % 2 === 0;
  return `${JSON.stringify({
    time: new Date(at).toISOString(),
    severity: failed ? 'ERROR' : 'INFO',
    message: failed ? 'the card was declined' : 'paid',
  })}\n`;
}).join('');

describe('the logs of an incident', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'logs-as-evidence-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(path.join(folder, name), content);
    return name;
  };
  write('checkout.log', lines);
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      pluginId: 'service-logs',
      features: [serviceLogsPlugin, serviceLogsFile],
      entities: [
        testEntity('User', 'olive'),
        testEntity('Component', 'checkout-api', {
          spec: { owner: olive },
          relations: [['ownedBy', olive]],
        }),
      ],
      config: {
        ledger: { signingKey },
        serviceLogs: {
          sources: {
            file: [
              {
                name: 'files',
                entities: [
                  { entityRef, paths: [path.join(folder, 'checkout.log')] },
                ],
              },
            ],
          },
        },
      },
    }),
  );

  it('are read from ten minutes before it, kept, and verified by the command line; another byte is refused', async () => {
    const logs = new ServiceLogsClient(running().api.as(olive));
    const around = {
      entityRef,
      from: new Date(BEGAN - 10 * MINUTE).toISOString(),
      to: new Date(BEGAN).toISOString(),
      filter: 'severity>=ERROR declined',
    };
    const { items } = await logs.search(around);
    expect(items).toHaveLength(5);
    expect(items.at(-1)?.timestamp).toBe('2026-11-27T09:55:00.000Z');
    const { filter } = around;
    await logs.saveQuery({ entityRef, title: 'Declined cards', filter });
    expect((await logs.getOverview({ entityRef })).queries).toMatchObject([
      { title: 'Declined cards', filter },
    ]);

    const { number } = await logs.exportResult({
      ...around,
      reason: 'INC0000042',
    });
    await eventually(async () =>
      expect((await logs.getLedgerStatus()).pending).toBe(0),
    );
    const { verifierKeys } = await logs.getLedgerStatus();
    const evidence = Buffer.from(await logs.getEvidence(number)).toString();
    const payloads = Buffer.from(await logs.getPayloads(number)).toString();
    const cli = builtCli(folder);
    const verify = (bundle: string, result: string) =>
      runCli(
        cli,
        [
          'verify',
          write(`${number}.evidence.json`, bundle),
          write(`${number}.payloads.json`, result),
          ...verifierKeys.flatMap(key => ['--key', key]),
        ],
        folder,
      );

    const { stdout } = await verify(evidence, payloads);
    expect(stdout).toContain('PROVEN');
    expect(stdout).toContain(`Logs of ${entityRef}`);
    for (const [bundle, result] of [
      [evidence, payloads.replace('declined', 'accepted')],
      [evidence.replace('INC0000042', 'INC0000043'), payloads],
    ]) {
      await expect(verify(bundle, result)).rejects.toMatchObject({ code: 1 });
    }
  });
});
