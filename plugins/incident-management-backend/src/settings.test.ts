import { readFileSync } from 'fs';
import { resolve } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { INTAKE_PATH } from './intake/intakeRouter';
import { readSettings } from './settings';

const guide = readFileSync(
  resolve(__dirname, '../../../docs/guides/send-alerts.md'),
  'utf8',
);

/** The examples of the guide, read as the portal reads its configuration: variables stand in texts, once it is parsed. */
const examples = [...guide.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
  parse(text, (_, value) =>
    typeof value === 'string'
      ? value.replace(/\$\{(\w+)\}/g, (__, name) =>
          /URL|SLACK/.test(name)
            ? 'https://hooks.example.com/a'
            : 'a-secret-of-24-bytes-at-least',
        )
      : value,
  ),
);
const ours = examples.filter(({ incidentManagement }) => incidentManagement);

describe('the settings', () => {
  it('are as the guide shows them', () => {
    expect(ours).toHaveLength(4);
    const [senders, mapping, unmapped, onCall] = ours.map(
      ({ incidentManagement }) => incidentManagement,
    );
    const read = (incidentManagement: object) =>
      readSettings(
        mockServices.rootConfig({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            incidentManagement,
          },
        }),
      );
    expect(read(senders).intake.integrations).toMatchObject([
      { name: 'prometheus' },
    ]);
    expect(read(mapping).intake.mapping).toHaveLength(2);
    expect(read(onCall).onCall.policies[0].steps).toHaveLength(3);
    // It names a rotation that is declared beside it.
    expect(read({ ...unmapped, ...onCall }).intake.tellsUnmapped).toEqual([
      'rotation:checkout',
    ]);
  });

  it('are where the Alertmanager of the guide sends its alerts, by its name and password', () => {
    const { route, receivers } = examples.find(each => each.receivers);
    expect(route.receiver).toBe(receivers[0].name);
    const [{ url, http_config: http }] = receivers[0].webhook_configs;
    const [{ name, credentials }] =
      ours[0].incidentManagement.intake.integrations;
    expect(new URL(url).pathname).toBe(
      `/api/incident-management${INTAKE_PATH}/${name}`,
    );
    expect(http.basic_auth.username).toBe(credentials[0].basic.username);
  });
});
