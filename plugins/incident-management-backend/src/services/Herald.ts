import { Follower } from '@countersign/plugin-governance-common';
import {
  Followers as FollowersOf,
  FollowerStoreFace,
  News,
  NotificationAbout,
  recordNotification,
} from '@countersign/plugin-governance-node';
import {
  FollowRole,
  IncidentFacts,
  incidentRoles,
} from '@countersign/plugin-incident-management-common';
import { StoredIncident } from '../database/IncidentStore';
import { Deed, IncidentUnit } from './IncidentKeeper';

const pluginId = 'incident-management';

/** Who follows incidents: whoever owns what is hit, declared it or has a role in it, and those who chose to. */
export type Followers = FollowersOf<StoredIncident, FollowRole>;

/** Makes the followers of incidents. */
export function createFollowers(store: FollowerStoreFace): Followers {
  return new FollowersOf<StoredIncident, FollowRole>({
    store,
    records: {
      idOf: ({ id }) => id,
      byRole: ({ facts }) => followersOf(facts),
      notificationOf: ({ facts }, about) => notification(facts, about),
    },
  });
}

/** Tells people what they have to know of an incident, with the unit that does it. In triage nobody is told anything. */
export class Herald {
  readonly #followers: Followers;

  constructor(options: { followers: Followers }) {
    this.#followers = options.followers;
  }

  /** It is there: whoever owns what is hit has to know. */
  async opened(unit: IncidentUnit, stored: StoredIncident): Promise<void> {
    const { state, team } = stored.facts;
    if (state === 'triage') return;
    await this.#tell(unit, stored, {
      occasion: 'state',
      words: 'is declared',
      act: team === undefined ? [] : [team],
    });
  }

  /** What came of a verb, to those who care for it. */
  async done(
    unit: IncidentUnit,
    before: IncidentFacts,
    stored: StoredIncident,
    deed: Deed,
  ): Promise<void> {
    const { facts } = stored;
    if (before.state === 'triage') {
      const isAccepted = !['triage', 'canceled'].includes(facts.state);
      if (isAccepted) await this.opened(unit, stored);
      return;
    }
    const news = newsOf(facts, deed);
    if (news) await this.#tell(unit, stored, news);
  }

  /** Two became one. */
  async merged(
    unit: IncidentUnit,
    from: StoredIncident,
    into: StoredIncident,
  ): Promise<void> {
    if (into.facts.state === 'triage') return;
    await this.#tell(unit, from, {
      occasion: 'state',
      words: `is part of ${into.facts.number} now`,
    });
  }

  /** Of a private one its group alone is told, whoever followed it before. */
  async #tell(
    unit: IncidentUnit,
    stored: StoredIncident,
    news: News,
  ): Promise<void> {
    const { privateTo } = stored.facts;
    if (privateTo === undefined) {
      await this.#followers.tell({ unit, stored }, news);
      return;
    }
    const { occasion, words, act = [] } = news;
    this.#followers.send(unit, stored, {
      occasion,
      words,
      recipients: [privateTo],
      exclude: [unit.actor.ref],
      weight: act.length > 0 ? 'act' : 'news',
    });
  }
}

function newsOf(facts: IncidentFacts, deed: Deed): News | undefined {
  const { team, roles } = facts;
  const lead = roles.commander ?? team;
  switch (deed.verb) {
    case 'assign':
      return deed.data.person === undefined
        ? undefined
        : {
            occasion: `role-${deed.data.role}`,
            words: `has ${deed.data.person.split('/')[1]} as ${deed.data.role}`,
            act: [deed.data.person],
          };
    case 'update':
      return { occasion: 'update', words: 'has a new status update' };
    case 'mitigate':
      return { occasion: 'state', words: 'is mitigated' };
    case 'resolve':
      return { occasion: 'state', words: 'is resolved', weight: 'done' };
    case 'reopen':
      return {
        occasion: 'state',
        words: 'is open again',
        act: lead === undefined ? [] : [lead],
      };
    case 'propose-major':
      return {
        occasion: 'major',
        words: 'is proposed as a major incident',
        act: lead === undefined ? [] : [lead],
      };
    case 'publish-review':
      return { occasion: 'review', words: 'has its review published' };
    case 'add-action':
      return {
        occasion: 'action',
        words: 'has an action item for you',
        act: [deed.data.owner],
      };
    case 'change-action':
      return deed.data.owner === undefined
        ? undefined
        : {
            occasion: 'action',
            words: 'has an action item for you',
            act: [deed.data.owner],
          };
    case 'accept-major':
      return { occasion: 'major', words: 'is a major incident' };
    default:
      return undefined;
  }
}

function followersOf(facts: IncidentFacts): Follower<FollowRole>[] {
  const { team, opened, roles } = facts;
  return [
    ...(team === undefined
      ? []
      : [{ entityRef: team, because: 'owner' as const }]),
    ...incidentRoles.flatMap(role => {
      const person = roles[role];
      return person === undefined ? [] : [{ entityRef: person, because: role }];
    }),
    { entityRef: opened.by, because: 'reporter' as const },
  ];
}

function notification(
  { number, title, impact, urgency }: IncidentFacts,
  about: NotificationAbout,
) {
  const urgent = impact === 'high' && urgency !== 'low';
  return recordNotification({ pluginId, number, title, urgent }, about);
}
