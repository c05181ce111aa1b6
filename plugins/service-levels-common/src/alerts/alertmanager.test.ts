import { alertmanagerMessage, fingerprintOf } from './alertmanager';
import { Alert } from './life';
import { AlertNews, newsWords, phasesOf } from './news';

const at = (minute: number) => Date.UTC(2026, 10, 2, 9, minute);
const iso = (minute: number) => new Date(at(minute)).toISOString();

const news = (fields: Partial<AlertNews> = {}): AlertNews => ({
  number: 'ALR0000042',
  happening: 'fired',
  objective: 'pay',
  title: 'Payments "go" through',
  component: 'component:default/checkout',
  owner: 'group:default/checkout',
  kind: 'burn',
  phases: [{ severity: 'ticket', startsAt: iso(0) }],
  window: 3_600_000,
  burnRate: 14.6,
  budgetLeft: 0.381,
  exhaustedIn: 12 * 60_000,
  link: 'https://portal.example/slos/objectives/pay',
  ...fields,
});
const message = (fields: Partial<AlertNews> = {}) =>
  alertmanagerMessage(news(fields), {
    receiver: 'hook',
    externalURL: 'https://portal.example/slos',
  });
const firing: Alert = {
  id: 'ALR0000042',
  state: 'firing',
  severity: 'ticket',
  window: 1,
  pendingSince: at(0),
  firedAt: at(0),
  severitySince: at(0),
};

describe('an alert in Alertmanager’s form', () => {
  it('names what burns, how fast, what is left, and where to look', () => {
    expect(message()).toMatchObject({
      version: '4',
      groupKey:
        '{}:{alertname="ErrorBudgetBurn", entity="component:default/checkout", objective="pay"}',
      status: 'firing',
      receiver: 'hook',
      commonLabels: { severity: 'ticket', objective: 'pay' },
      commonAnnotations: {
        summary:
          'ALR0000042 fires: 38 % of the budget is left, for 12 min at this rate',
        description:
          'Payments "go" through: over 60 min the budget is spent 15 times as fast as it lasts',
        burn_rate: '14.6',
        minutes_left: '12',
        link: 'https://portal.example/slos/objectives/pay',
      },
      alerts: [
        {
          status: 'firing',
          startsAt: iso(0),
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://portal.example/slos/objectives/pay',
        },
      ],
    });
    expect(newsWords(news({ happening: 'resolved' }))).toBe('is over');
    expect(newsWords(news({ kind: 'silence' }))).toBe(
      'fires: nothing is heard any more',
    );
  });

  it('ends what was less severe where an alert is raised, and has one fingerprint for one severity', () => {
    const raised: Alert = {
      ...firing,
      severity: 'page',
      severitySince: at(7),
    };
    const both = message({
      happening: 'raised',
      phases: phasesOf(raised, firing),
    });
    expect(both).toMatchObject({
      status: 'firing',
      alerts: [
        {
          status: 'resolved',
          labels: { severity: 'ticket' },
          startsAt: iso(0),
          endsAt: iso(7),
        },
        {
          status: 'firing',
          labels: { severity: 'page' },
          startsAt: iso(7),
        },
      ],
    });
    expect(both.commonLabels).not.toHaveProperty('severity');
    const [ticket, page] = both.alerts;
    expect(ticket.fingerprint).toBe(message().alerts[0].fingerprint);
    expect(page.fingerprint).not.toBe(ticket.fingerprint);

    const over = message({
      happening: 'resolved',
      phases: phasesOf(
        { ...raised, state: 'resolved', resolvedAt: at(30) },
        raised,
      ),
    });
    expect(over).toMatchObject({
      status: 'resolved',
      alerts: [
        {
          status: 'resolved',
          startsAt: iso(7),
          endsAt: iso(30),
          fingerprint: page.fingerprint,
        },
      ],
    });
  });

  it('has the fingerprints that Prometheus gives labels', () => {
    // As Prometheus' model package has them in its tests.
    expect(fingerprintOf({})).toBe('cbf29ce484222325');
    expect(
      fingerprintOf({
        name: 'garland, briggs',
        fear: 'love is not enough',
      }),
    ).toBe(BigInt('5799056148416392346').toString(16));
  });
});
