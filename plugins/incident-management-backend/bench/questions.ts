import { queryString } from '@countersign/plugin-governance-common';
import { estate, personRef, serviceRef, teamRef } from './years';

const DAY = 86_400_000;

/** A service; those with low numbers have the most. */
const service = (i: number) => serviceRef((i * i) % estate.services);
const team = (i: number) => teamRef(i % estate.teams);

/** Whole days, a longer or shorter time ago, as the pages ask for them. */
function period(i: number, days: number): { from: string; to: string } {
  const to = (Math.floor(Date.now() / DAY) + 1 - (i % 30)) * DAY;
  return {
    from: new Date(to - days * DAY).toISOString(),
    to: new Date(to).toISOString(),
  };
}

const at = (path: string, query: object) => `${path}${queryString(query)}`;
const incidents = (query: object) => at('/incidents', query);
const metrics = (query: object, more = '') => at(`/metrics${more}`, query);

/** A period, and one as long before it. */
const dashboard = (i: number, days: number, query = {}, more = '') => {
  const { from, to } = period(i, days);
  const previousFrom = new Date(Date.parse(from) - days * DAY).toISOString();
  return at(`/dashboard${more}`, { previousFrom, from, to, ...query });
};

/** What pages ask, each time with other values: the list of incidents, those of alerts, an entity's card, and figures. */
export const questions: Record<
  string,
  Record<string, (i: number) => string>
> = {
  list: {
    'newest first': () => incidents({}),
    open: () => incidents({ open: true }),
    'open, by priority': () => incidents({ open: true, sort: 'priority' }),
    'by priority': () => incidents({ sort: 'priority' }),
    'of a team': i => incidents({ team: [team(i)] }),
    'open, of a team': i => incidents({ team: [team(i)], open: true }),
    'new, of my teams': i =>
      incidents({
        team: [team(i), personRef(i)],
        state: ['triage', 'new'],
        sort: 'priority',
      }),
    'of a commander': i => incidents({ commander: [personRef(i % 400)] }),
    mine: () => incidents({ mine: true, open: true, sort: 'priority' }),
    'major, of a priority': () =>
      incidents({ major: ['accepted'], priority: [1, 2] }),
    'promised update missing': () => incidents({ overdue: true }),
    drills: () => incidents({ drill: true }),
    canceled: () => incidents({ state: ['canceled'] }),
    'words of a title': i => incidents({ q: `latency service ${i % 600}` }),
    'a frequent word': () => incidents({ q: 'latency' }),
    'a number': i => incidents({ q: `INC${`${1 + i * 97}`.padStart(7, '0')}` }),
    'words that never meet': () => incidents({ q: 'latency certificate' }),
    'opened in a week': i => {
      const { from, to } = period(i * 7, 7);
      return incidents({ openedFrom: from, openedTo: to });
    },
  },
  alerts: {
    'newest alerts': () => at('/alerts', {}),
    'alerts that fire': () => at('/alerts', { state: ['firing'] }),
    'alerts of an integration': i =>
      at('/alerts', { integration: [`integration-${i % 5}`] }),
    'alerts that fire, of an integration': i =>
      at('/alerts', {
        integration: [`integration-${i % 5}`],
        state: ['firing', 'acknowledged'],
      }),
    'triage queue': () => at('/alert-groups', { triage: true }),
    'groups that fire': () => at('/alert-groups', { firing: true }),
    'quiet groups': () => at('/alert-groups', { firing: false }),
    'groups of an entity': i =>
      at('/alert-groups', { entityRef: [service(i)] }),
    'groups of an incident': i =>
      at('/alert-groups', {
        incident: `INC${`${1 + (i % 3000) * 5}`.padStart(7, '0')}`,
      }),
  },
  'entity card': {
    'lately, of an entity': i =>
      incidents({ entityRef: [service(i)], sort: 'opened', limit: 10 }),
    'tab of an entity': i => incidents({ entityRef: [service(i)] }),
    'marks of an entity': i => {
      const { from, to } = period(i, 30);
      return incidents({
        entityRef: [service(i)],
        openedFrom: from,
        openedTo: to,
        sort: 'opened',
      });
    },
  },
  dashboard: {
    'of a week': i => dashboard(i, 7),
    'of 90 days': i => dashboard(i, 90),
    'of 90 days, of a team': i => dashboard(i, 90, { team: [team(i)] }),
    'deliveries of 90 days': i => dashboard(i, 90, {}, '/delivery'),
  },
  metrics: {
    'of 90 days': i => metrics(period(i, 90)),
    'of 90 days, of a team': i =>
      metrics({ ...period(i, 90), team: [team(i)] }),
    'of 90 days, of a service': i =>
      metrics({ ...period(i, 90), service: [service(i)] }),
    'of 30 days, of a priority, with drills': i =>
      metrics({ ...period(i, 30), priority: [1, 2], drills: true }),
    'incidents behind a figure': i => metrics(period(i, 90), '/restore'),
    'deployments behind a figure': i =>
      metrics(period(i, 90), '/changeFailRate/deployments'),
    'quality of alerts, of 90 days': i => at('/alert-quality', period(i, 90)),
    'alerts that are noise, of 30 days': i =>
      at('/alert-quality/noise', period(i, 30)),
  },
};
