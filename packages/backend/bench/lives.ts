import { randomBytes, randomUUID } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import {
  ChangeDetail,
  ChangeManagementClient,
} from '@countersign/plugin-change-management-common';
import { JsonClient } from '@countersign/plugin-governance-common';
import { IncidentClient } from '@countersign/plugin-incident-management-common';
import { Portal } from './startPortal';
import { sender } from './traffic';

/** Who leads records through their lives. */
export const people = {
  developer: 'user:default/dana-developer',
  owner: 'user:default/oscar-owner',
  approver: 'user:default/amara-approver',
  onCall: 'user:default/kenji-oncall',
};

const ITEM = 'component:default/checkout-api';
const MINUTE = 60_000;
const at = (ms: number) => new Date(Date.now() + ms).toISOString();

/** Records of a portal, from their first moment to their last, one after the other. */
export class Lives {
  readonly #tokens = new Map<string, Promise<string>>();
  #lived = 0;

  constructor(private readonly portal: Portal) {}

  /** Until what comes after an answer is done: messages are sent, and the ledger is signed. */
  async settle(): Promise<void> {
    await delay(5_000);
  }

  /** Opened, approved, let through by the gate, deployed, reviewed and closed. */
  async change(): Promise<void> {
    const developer = await this.#changes(people.developer);
    const commit = randomBytes(20).toString('hex');
    const opened = await developer.createChange(
      {
        ...{ title: 'Raise the limits', environment: 'production', commit },
        ...{ items: [ITEM], submit: true },
        window: { start: at(-MINUTE), end: at(60 * MINUTE) },
        // An error budget that is spent holds up nothing of this.
        reliabilityFix: true,
        justification: 'It runs out of memory in the evening.',
        implementationPlan: 'Deploy with the new limits.',
        testPlan: 'p95 stays under 300 ms.',
        backoutPlan: 'Deploy with the former limits.',
      },
      { idempotencyKey: randomUUID() },
    );
    const { number } = opened.change;
    const detail = await this.#approve(number);
    if (detail.change.state !== 'scheduled') {
      throw new Error(`${number} is ${detail.change.state}`);
    }
    const pipeline = this.#changesAs(this.portal.pipelineToken);
    const decision = await pipeline.askGate({
      ...{ change: number, environment: 'production', commit },
    });
    await pipeline.reportDeployment({
      ...{ change: number, environment: 'production', items: [ITEM], commit },
      ...{ externalId: commit, gateDecisionId: decision.id },
      ...{ outcome: 'succeeded', startedAt: at(0), finishedAt: at(0) },
    });
    const { change } = await developer.getChange(number);
    await developer.act(number, 'close', {
      ...{ version: change.version, code: 'successful' },
      notes: 'Nothing out of the ordinary.',
    });
  }

  async #approve(number: string): Promise<ChangeDetail> {
    for (;;) {
      const detail = await (
        await this.#changes(people.developer)
      ).getChange(number);
      const { version, state, subjectDigest } = detail.change;
      const conflict = detail.conflicts.find(
        ({ acceptable, accepted }) => acceptable && !accepted,
      );
      const missing = detail.approvals?.requirements.find(
        ({ satisfied }) => !satisfied,
      );
      const developer = await this.#changes(people.developer);
      if (conflict) {
        await developer.act(number, 'accept-conflict', {
          ...{ version, key: conflict.key },
          justification: 'They do not touch each other.',
        });
      } else if (state === 'assess') {
        await developer.act(number, 'authorize', { version });
      } else if (missing) {
        const who = Object.values(people).find(person =>
          missing.eligible.some(({ user }) => user === person),
        );
        if (!who) throw new Error(`Nobody approves for ${missing.group}`);
        await (
          await this.#changes(who)
        ).act(number, 'approve', {
          ...{ subjectDigest: String(subjectDigest), group: missing.group },
        });
      } else return detail;
    }
  }

  async gate(): Promise<void> {
    this.#lived += 1;
    await this.#changesAs(this.portal.pipelineToken).askGate({
      change: `CHG000000${1 + (this.#lived % 9)}`,
      environment: 'production',
    });
  }

  /** Declared, taken, told about five times, mitigated, resolved. */
  async incident(): Promise<void> {
    const client = new IncidentClient({
      baseUrl: async () => `${this.portal.url}/api/incident-management`,
      fetch: this.#fetchAs(await this.#tokenOf(people.onCall)),
    });
    const { incident } = await client.declareIncident(
      { title: 'Payments are slow', entities: [ITEM], impact: 'low' },
      { idempotencyKey: randomUUID() },
    );
    const { number } = incident;
    await client.act(number, 'acknowledge', {});
    for (let i = 0; i < 5; i++) {
      await client.act(number, 'note', { text: `Node ${i} was full.` });
    }
    await client.act(number, 'mitigate', { text: 'It is drained.' });
    await client.act(number, 'resolve', { text: 'It was replaced.' });
  }

  /** One that begins and ends, and opens nothing. */
  async alert(): Promise<void> {
    this.#lived += 1;
    for (const status of ['firing', 'resolved']) {
      const isOver = status === 'resolved';
      await new JsonClient({
        baseUrl: async () => `${this.portal.url}/api/incident-management`,
        fetch: this.#fetchAs(sender.bearer),
      }).post(`/intake/${sender.name}`, {
        ...{ version: '4', status, groupKey: 'bench' },
        alerts: [
          {
            status,
            labels: {
              ...{ alertname: `Slow${this.#lived}`, severity: 'info' },
              entity: ITEM,
            },
            annotations: { summary: 'It answers slower than it promised.' },
            startsAt: at(-10 * MINUTE),
            endsAt: isOver ? at(0) : '0001-01-01T00:00:00Z',
            fingerprint: `slow-${this.#lived}`,
          },
        ],
      });
    }
  }

  #tokenOf(who: string): Promise<string> {
    const known = this.#tokens.get(who) ?? this.portal.tokenOf(who);
    this.#tokens.set(who, known);
    return known;
  }

  async #changes(who: string) {
    return this.#changesAs(await this.#tokenOf(who));
  }

  #changesAs(token: string) {
    return new ChangeManagementClient({
      baseUrl: async () => `${this.portal.url}/api/change-management`,
      fetch: this.#fetchAs(token),
    });
  }

  #fetchAs(token: string): typeof fetch {
    return (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('Authorization', `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    };
  }
}
