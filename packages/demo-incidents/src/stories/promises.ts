import {
  component,
  DemoCalendar,
  Happening,
  happenings,
  people,
} from '@countersign/demo-estate';
import { changes } from '../changes';
import { Tale } from '../Tale';
import { SloAlert, Story } from '../types';

const { arjun, jonas, kenji, lucia, priya, sofia, tomas } = people;

const BURN = 'ErrorBudgetBurn';
const SILENCE = 'ObjectiveSilent';
/** So long after what happened an alert of it may fire, and in so many minutes it is over once that is. */
const LATEST_MS = 6 * 3_600_000;

type Told = ReturnType<typeof happenings>;

/** What happened to a promise, and what people did about it. */
interface Promised {
  id: string;
  happening: keyof Told;
  /** Of the component; that of the happening when absent. */
  item?: string;
  condition?: string;
  tell(tale: Tale, happening: Happening): Tale;
}

/** Those of the last month: service levels have counted each of them, and their alerts open the incidents. */
const promised: readonly Promised[] = [
  {
    id: 'debug-build',
    happening: 'collectorDebugBuild',
    tell: tale =>
      tale
        .taken({ by: sofia, after: 2 })
        .noted('A debug build, which writes each event to the log.', {
          after: 2,
        })
        .mitigated('The former build is back.', { after: 2 })
        .caused(
          changes.debugBuild,
          'The build wrote each event to the log before it handed it on.',
        ),
  },
  {
    id: 'wallet-fails',
    happening: 'walletButton',
    tell: (tale, { window }) =>
      tale
        .taken({ after: 4 })
        .noted('Only sessions with the wallet button, a tenth of all.', {
          after: 2,
        })
        .updated('Some customers cannot pay with the new wallet button.', {
          after: 1,
          nextIn: 30,
        })
        .from(window.end)
        .mitigated('The flag is off.', { by: priya, after: 0 })
        .caused(
          changes.walletButton,
          'It asks a provider that does not know half of the shops.',
        ),
  },
  {
    id: 'mail-provider-down',
    happening: 'mailProviderDown',
    tell: (tale, { window }) =>
      tale
        .taken({ after: 4 })
        .noted('The mail provider answers 503 to everything.')
        .given('commander', jonas)
        .updated(
          'E-mails are late. The provider works on it; nothing is lost.',
          { by: jonas, after: 8, nextIn: 60 },
        )
        .act(
          'hold',
          { reason: 'vendor', text: 'The provider is down.' },
          { by: jonas, after: 2 },
        )
        .updated('Still down. We wait for the provider.', {
          by: jonas,
          after: 55,
          nextIn: 120,
        })
        .act('resume', {}, { by: jonas, after: 100 })
        .from(window.end)
        .mitigated('The provider takes messages again.', {
          by: jonas,
          after: 0,
        })
        .updated('E-mails go out again; the queue is empty in an hour.', {
          by: jonas,
          after: 2,
        }),
  },
  {
    id: 'consents-slow',
    happening: 'consentsIndex',
    tell: (tale, { window }) =>
      tale
        .taken({ after: 3 })
        .noted('Consents are read without their index: it is being built.', {
          after: 2,
        })
        .from(window.end)
        .mitigated('The index is there.', { by: lucia, after: 1 })
        .caused(
          changes.consents,
          'It came with an index that was still being built.',
        ),
  },
  {
    id: 'profiles-move',
    happening: 'profilesMove',
    tell: (tale, { window }) =>
      tale
        .taken({ by: arjun, after: 5 })
        .noted('profiles-db moves to its new nodes, as announced.')
        .from(window.end)
        .mitigated('The move is done.', { after: 0 }),
  },
  {
    id: 'orders-unheard',
    happening: 'ordersUnheard',
    condition: SILENCE,
    tell: tale =>
      tale
        .taken({ by: tomas, after: 9 })
        .noted('Orders are processed as ever: only their metrics are gone.')
        .mitigated('Orders are counted in the database each hour.', {
          after: 45,
        })
        .updated(
          'Nobody is affected. The exporter is repaired with the next build.',
          { after: 5, nextIn: 18 * 60 },
        ),
  },
  {
    id: 'poison-event',
    happening: 'poisonEvent',
    tell: (tale, { window }) =>
      tale
        .taken({ after: 3 })
        .given('commander', sofia)
        .noted('One app version sends events that stop a whole batch.')
        .updated('A fifth of the events of the app is late.', {
          by: sofia,
          after: 4,
          nextIn: 60,
        })
        .noted('3.11.1 sets such events aside. What waits is worked off.', {
          by: arjun,
          after: 9,
        })
        .from(window.end)
        .mitigated('Nothing waits any more.', { by: arjun, after: 0 }),
  },
  {
    id: 'pull-limit',
    happening: 'pullLimit',
    item: component('deploy-runner'),
    tell: tale =>
      tale
        .taken({ by: kenji, after: 4 })
        .noted('Images wait for the pull limit of the registry.')
        .updated('Deployments start minutes late.', { after: 5, nextIn: 45 }),
  },
];

/** The incidents that alerts of service levels opened. Of what nobody was alerted to nothing is told. */
export function promiseStories(
  calendar: DemoCalendar,
  alerts: readonly SloAlert[],
): Story[] {
  const happened: Told = happenings(calendar);
  return promised.flatMap(({ id, happening, item, condition = BURN, tell }) => {
    const { window, items } = happened[happening];
    const own = alerts
      .filter(
        ({ component: ref, kind, firedAt }) =>
          ref === (item ?? items[0]) &&
          (kind === 'silence') === (condition === SILENCE) &&
          firedAt >= window.start &&
          Date.parse(firedAt) <= Date.parse(window.end) + LATEST_MS,
      )
      .sort((a, b) => a.firedAt.localeCompare(b.firedAt));
    return own.length > 0
      ? tell(
          Tale.burning(id, own, { began: window.start, condition }),
          happened[happening],
        ).story()
      : [];
  });
}
