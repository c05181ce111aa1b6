import {
  AlertGroup,
  AlertView,
  AssignGroup,
  DeadLetter,
  ListAlertGroups,
  ListAlerts,
  ListDeadLetters,
  ListedSilence,
  ListSilences,
  MappingTryout,
  OpenSilence,
  RunningMaintenanceAnswer,
  Silence,
  silenceState,
  TryMapping,
} from '@countersign/plugin-incident-management-common';
import { AlertsApi } from '../api';
import { reader } from './FakeIncidents';

const at = '2026-11-26T10:00:00.000Z';

/** A group of alerts that fires on an entity. */
export function groupWith(fields: Partial<AlertGroup> = {}): AlertGroup {
  return {
    id: '0199c0de-0000-4000-8000-000000000021',
    condition: 'DiskFull',
    integration: 'prometheus',
    title: 'The disk is full',
    severity: 'critical',
    state: 'firing',
    firing: 2,
    alerts: 2,
    suppressions: [],
    changes: [],
    offers: [],
    beganAt: at,
    updatedAt: at,
    ...fields,
  };
}

/** An alert that fires. */
export function alertWith(fields: Partial<AlertView> = {}): AlertView {
  return {
    id: '0199c0de-0000-4000-8000-000000000031',
    integration: 'prometheus',
    kind: 'alertmanager',
    key: 'a',
    group: groupWith().id,
    state: 'firing',
    severity: 'critical',
    title: 'The disk is full',
    text: '',
    condition: 'DiskFull',
    startedAt: at,
    receivedAt: at,
    firstReceivedAt: at,
    signals: 1,
    labels: {},
    annotations: {},
    values: {},
    links: [],
    ...fields,
  };
}

/** The backend of alerts, for the reader. */
export class FakeAlerts
  implements
    Pick<
      AlertsApi,
      | 'listGroups'
      | 'assignGroup'
      | 'listAlerts'
      | 'listIntegrations'
      | 'tryMapping'
      | 'listSilences'
      | 'listMaintenance'
      | 'openSilence'
      | 'endSilence'
      | 'listDeadLetters'
      | 'replayDeadLetter'
      | 'discardDeadLetter'
    >
{
  #groups: AlertGroup[];
  #letters: DeadLetter[];
  readonly #alerts: AlertView[];
  readonly #tryout: MappingTryout;
  readonly #tellsUnmapped: string[];
  #silences: ListedSilence[];
  readonly #maintenance: RunningMaintenanceAnswer;
  readonly askedSilences: ListSilences[] = [];

  constructor(
    options: {
      groups?: AlertGroup[];
      alerts?: AlertView[];
      letters?: DeadLetter[];
      tryout?: MappingTryout;
      tellsUnmapped?: string[];
      silences?: ListedSilence[];
      maintenance?: RunningMaintenanceAnswer;
    } = {},
  ) {
    this.#groups = options.groups ?? [];
    this.#alerts = options.alerts ?? [];
    this.#tellsUnmapped = options.tellsUnmapped ?? [];
    this.#silences = options.silences ?? [];
    this.#maintenance = options.maintenance ?? {
      items: [],
      isOn: true,
      isKnown: true,
    };
    this.#letters = options.letters ?? [];
    this.#tryout = options.tryout ?? { problems: [], notes: [], signals: [] };
  }

  async listGroups({ triage, firing, incident }: ListAlertGroups = {}) {
    return pageOf(
      this.#groups.filter(
        group =>
          (!triage || !group.entityRef) &&
          (!firing || group.state === 'firing') &&
          (!incident || group.incident === incident),
      ),
    );
  }

  async assignGroup(id: string, { entityRef }: AssignGroup) {
    this.#groups = this.#groups.map(group =>
      group.id === id ? { ...group, entityRef } : group,
    );
    return this.#groups.find(group => group.id === id)!;
  }

  async listAlerts({ group }: ListAlerts = {}) {
    return pageOf(this.#alerts.filter(alert => alert.group === group));
  }

  async listIntegrations() {
    const own = { credentials: [], notes: [] };
    return {
      items: [
        { name: 'service-levels', kind: 'service-levels', ...own },
        { name: 'prometheus', kind: 'alertmanager', ...own },
      ],
      waiting: 0,
      tellsUnmapped: this.#tellsUnmapped,
    };
  }

  async tryMapping(_body: TryMapping) {
    return this.#tryout;
  }

  async listSilences(query: ListSilences = {}) {
    this.askedSilences.push(query);
    const { state } = query;
    const items = this.#silences.filter(
      silence =>
        !Array.isArray(state) ||
        state.includes(silenceState(silence, Date.now())),
    );
    return { items, count: { value: items.length, capped: false } };
  }

  async listMaintenance() {
    return this.#maintenance;
  }

  async openSilence({ match, reason, endsAt }: OpenSilence): Promise<Silence> {
    const id = '0199c0de-0000-4000-8000-000000000041';
    this.#groups = this.#groups.map(group => ({
      ...group,
      suppressions: [{ by: 'silence', id, title: reason, until: endsAt }],
    }));
    return {
      ...{ id, match, reason, endsAt, startsAt: at, createdAt: at },
      author: reader,
    };
  }

  async endSilence(id: string): Promise<Silence> {
    this.#silences = this.#silences.map(silence =>
      silence.id === id
        ? { ...silence, endedAt: at, endedBy: reader }
        : silence,
    );
    this.#groups = this.#groups.map(group => ({
      ...group,
      suppressions: group.suppressions.filter(by => by.id !== id),
    }));
    return {
      ...{ id, match: { condition: 'DiskFull' }, reason: '', endsAt: at },
      ...{ startsAt: at, createdAt: at, author: reader, endedAt: at },
    };
  }

  async listDeadLetters(_query: ListDeadLetters = {}) {
    return pageOf(this.#letters.filter(({ settledAt }) => !settledAt));
  }

  async replayDeadLetter(id: string) {
    return this.#settle(id, 'replayed');
  }

  async discardDeadLetter(id: string) {
    return this.#settle(id, 'discarded');
  }

  #settle(id: string, settledAs: DeadLetter['settledAs']): DeadLetter {
    this.#letters = this.#letters.map(letter =>
      letter.id === id
        ? { ...letter, settledAt: at, settledBy: reader, settledAs }
        : letter,
    );
    return this.#letters.find(letter => letter.id === id)!;
  }
}

function pageOf<T>(items: T[]) {
  return { items };
}
