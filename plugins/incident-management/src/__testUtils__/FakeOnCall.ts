import {
  EscalationAnswer,
  OnCallAnswer,
  OnCallQuery,
  OpenOverride,
  Override,
  RotationView,
  ShiftsAnswer,
} from '@countersign/plugin-incident-management-common';
import { OnCallApi } from '../api';
import { reader } from './FakeIncidents';

/** A rotation in which nothing is wrong. */
export function rotationWith(fields: Partial<RotationView> = {}): RotationView {
  return {
    name: 'checkout',
    title: 'Checkout, first line',
    timeZone: 'Europe/Berlin',
    members: ['ada', 'ben'].map(name => ({
      who: `user:default/${name}`,
      left: false,
    })),
    now: {
      who: 'user:default/ada',
      start: '2026-11-23T08:00:00.000Z',
      end: '2099-11-30T08:00:00.000Z',
    },
    next: {
      who: reader,
      start: '2099-11-30T08:00:00.000Z',
      end: '2099-12-07T08:00:00.000Z',
    },
    gaps: [],
    ...fields,
  };
}

/** Somebody who stands in, and not yet for long. */
export function overrideWith(fields: Partial<Override> = {}): Override {
  return {
    id: '0199c0de-0000-4000-8000-000000000001',
    rotation: 'checkout',
    who: 'user:default/dan',
    start: '2099-11-24T08:00:00.000Z',
    end: '2099-11-25T08:00:00.000Z',
    reason: 'Ada is at the dentist',
    author: 'user:default/ada',
    createdAt: '2026-11-23T08:00:00.000Z',
    ...fields,
  };
}

/** The backend of being on call, for the reader. */
export class FakeOnCall implements OnCallApi {
  readonly asked: OnCallQuery[] = [];
  readonly #rotations: RotationView[];
  readonly #entity: OnCallAnswer['entity'];
  readonly #shifts: ShiftsAnswer;
  readonly #escalation: EscalationAnswer;
  #overrides: Override[];

  constructor(
    options: {
      rotations?: RotationView[];
      overrides?: Override[];
      entity?: OnCallAnswer['entity'];
      shifts?: ShiftsAnswer;
      escalation?: EscalationAnswer;
    } = {},
  ) {
    this.#rotations = options.rotations ?? [];
    this.#overrides = options.overrides ?? [];
    this.#entity = options.entity;
    this.#shifts = options.shifts ?? { shifts: [], gaps: [] };
    this.#escalation = options.escalation ?? { pages: [] };
  }

  async getOnCall(query: OnCallQuery = {}): Promise<OnCallAnswer> {
    this.asked.push(query);
    return {
      rotations: this.#rotations.filter(
        ({ team }) => !query.team || team === query.team,
      ),
      ...(query.entity && {
        entity: this.#entity ?? { entityRef: query.entity, steps: [] },
      }),
    };
  }

  async listShifts() {
    return this.#shifts;
  }

  async getCalendar() {
    return new TextEncoder().encode('BEGIN:VCALENDAR');
  }

  async listOverrides() {
    return { items: this.#overrides };
  }

  async openOverride(body: OpenOverride): Promise<Override> {
    const override = overrideWith({
      ...body,
      id: `0199c0de-0000-4000-8000-00000000001${this.#overrides.length}`,
      author: reader,
    });
    this.#overrides = [override, ...this.#overrides];
    return override;
  }

  async withdrawOverride(id: string): Promise<Override> {
    this.#overrides = this.#overrides.map(override =>
      override.id === id
        ? {
            ...override,
            withdrawnAt: '2026-11-26T10:00:00.000Z',
            withdrawnBy: reader,
          }
        : override,
    );
    return this.#overrides.find(override => override.id === id)!;
  }

  async listPages() {
    return this.#escalation;
  }
}
