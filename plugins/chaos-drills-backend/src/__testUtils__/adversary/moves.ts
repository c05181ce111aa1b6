import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DrillVerb,
  GameDayVerb,
  ScheduleVerb,
} from '@countersign/plugin-chaos-drills-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Random } from '@countersign/plugin-governance-test-utils';

/** Ada runs the platform, Ben is a member, Ines audits; an assistant asks for Ada, and a pipeline for nobody. */
export const players = ['ada', 'ben', 'ines', 'assistant', 'pipeline'] as const;
export type Player = (typeof players)[number];

/** What may be done by whom, as a policy has it. People alone start and release: that is the judge's to say. */
const granted: Record<Player, RegExp> = {
  ada: /./,
  assistant: /./,
  ben: /read|plan|stop|pull|import/,
  pipeline: /read|plan|start|stop|pull|release/,
  ines: /read/,
};

export const experiments = ['one', 'other', 'both'] as const;

/** What somebody does next, with every name resolved. Records are counted from the last one. */
export type Move =
  | {
      do: 'plan';
      who: Player;
      experiment: (typeof experiments)[number];
      withChange: boolean;
    }
  /** One or several at the same moment, on both replicas. */
  | { do: 'ask'; who: readonly Player[]; verb: DrillVerb; drill: number }
  /** At the same moment as somebody starts a drill, where one is named. */
  | { do: 'pull'; who: readonly Player[]; meanwhile?: number }
  | { do: 'release'; who: Player; names: 'all' | 'first' }
  | { do: 'turn'; what: keyof World }
  /** The replica that plays it is not heard of any more, and goes on all the same; others close what it plays. */
  | { do: 'lose'; drill: number }
  | { do: 'close' }
  /** At the same moment, on both replicas. */
  | { do: 'schedule'; who: readonly Player[]; verb: ScheduleVerb }
  /** Both replicas look what schedules ask for. */
  | { do: 'look' }
  | { do: 'day'; who: Player; verb: GameDayVerb | 'plan'; drill: number };

/** What is wrong around the drills. */
export interface World {
  unapproved: boolean;
  frozen: boolean;
  incident: boolean;
  poor: boolean;
  sick: boolean;
  deaf: boolean;
}

/** A move as it is sent: the same again is the same request under the same key. */
export interface Request {
  move: Move;
  key: string;
  drill?: string;
  day?: string;
  pulls?: string[];
}

/** The caller that a player is. */
export function callerOf(who: Player): Caller {
  const credentials = { player: who } as unknown as BackstageCredentials;
  if (who === 'pipeline') {
    return { kind: 'service', ref: 'external:ci', credentials };
  }
  return who === 'assistant'
    ? {
        ...{ kind: 'user', ref: 'user:default/ada', credentials },
        via: 'plugin:mcp-actions',
      }
    : { kind: 'user', ref: `user:default/${who}`, credentials };
}

/** Whether a policy lets the player with these credentials do something. */
export function isGranted(credentials: unknown, permission: string): boolean {
  const { player } = credentials as { player: Player };
  return granted[player].test(permission.split('.').at(-1)!);
}

/** What somebody does next. */
export function drawMove(random: Random, { opening }: { opening: boolean }) {
  const who = () => random.pick(players);
  // Whoever may nothing gets nowhere: mostly somebody asks who may.
  const likely = () => (random.chance(0.6) ? ('ada' as const) : who());
  const what = random.weighted(
    opening
      ? { plan: 1 }
      : {
          ...{ plan: 2, start: 5, ask: 2, pull: 0.5, release: 2 },
          ...{ turn: 0.6, lose: 0.8, close: 1.2, day: 2 },
          ...{ schedule: 0.8, look: 1.5 },
        },
  );
  const drill = random.below(3);
  const move = (): Move => {
    switch (what) {
      case 'plan':
        return {
          do: 'plan',
          who: likely(),
          experiment: random.pick(experiments),
          withChange: random.chance(0.9),
        };
      case 'start':
      case 'ask':
        return {
          do: 'ask',
          who: random.chance(0.2) ? [likely(), likely(), who()] : [likely()],
          verb:
            what === 'start'
              ? 'start'
              : random.pick(['start', 'stop', 'cancel', 'note'] as const),
          drill,
        };
      case 'pull':
        return {
          do: 'pull',
          who: random.chance(0.3) ? [who(), likely()] : [likely()],
          ...(random.chance(0.5) && { meanwhile: drill }),
        };
      case 'release':
        return {
          do: 'release',
          who: likely(),
          names: random.chance(0.8) ? 'all' : 'first',
        };
      case 'turn':
        return {
          do: 'turn',
          what: random.pick([
            ...(['unapproved', 'frozen', 'incident'] as const),
            ...(['poor', 'sick', 'deaf'] as const),
          ]),
        };
      case 'lose':
        return { do: 'lose', drill };
      case 'close':
      case 'look':
        return { do: what };
      case 'schedule':
        return {
          do: 'schedule',
          who: random.chance(0.3) ? [likely(), who()] : [likely()],
          verb: random.chance(0.7) ? 'turn-on' : 'pause',
        };
      default:
        return {
          do: 'day',
          who: likely(),
          verb: random.weighted({
            ...{ plan: 1, observe: 1.5, 'add-drill': 3, 'remove-drill': 1 },
            ...{ start: 2, note: 1, end: 2, cancel: 0.5 },
          }),
          drill,
        };
    }
  };
  return move();
}
