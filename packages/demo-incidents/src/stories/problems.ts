import {
  component,
  DemoCalendar,
  people,
  resource,
  shifted,
} from '@countersign/demo-estate';
import {
  OpenProblem,
  ProblemInput,
  ProblemVerb,
} from '@countersign/plugin-incident-management-common';
import { DemoProblemCall } from '@countersign/plugin-incident-management-node';
import { changes } from '../changes';
import { References, Step, Story } from '../types';

const { arjun, clara, jonas, lucia, mei, oscar, priya, tomas } = people;

type Opening = Omit<OpenProblem, 'incidents'> & { seenBy: string[] };

/** Tells the story of a problem. */
class Search {
  readonly #steps: Step[] = [];
  #at: string;

  constructor(
    private readonly id: string,
    private readonly opening: Opening & { at: string; by: string },
  ) {
    const { at, by, seenBy, ...problem } = opening;
    this.#at = at;
    this.#steps.push({
      do: 'open-problem',
      at,
      by,
      problem: refs => ({
        ...problem,
        incidents: seenBy.map(each => refs.of(each)),
      }),
    });
  }

  /** After so many hours. */
  then<V extends ProblemVerb>(
    after: number,
    verb: V,
    body: ProblemInput<V> | ((refs: References) => ProblemInput<V>),
    by = this.opening.by,
  ): this {
    this.#at = shifted(this.#at, after * 60);
    this.#steps.push({
      do: 'act-on-problem',
      at: this.#at,
      by,
      call: refs =>
        ({
          verb,
          body: typeof body === 'function' ? body(refs) : body,
        } as DemoProblemCall),
    });
    return this;
  }

  /** Not before this instant. */
  from(instant: string): this {
    if (instant > this.#at) this.#at = instant;
    return this;
  }

  story(): Story {
    const { entities, at } = this.opening;
    return {
      id: this.id,
      steps: this.#steps,
      entities: [...entities],
      began: at,
      causes: [],
    };
  }
}

/** What is behind the incidents, and what became of it. */
export function problemStories(calendar: DemoCalendar): Story[] {
  const at = (day: number, hour: number) => calendar.workday(day, hour).start;
  return [
    new Search('prb-sign-in-storm', {
      at: at(-35, 9),
      by: clara,
      title: 'Everybody who signs in at once uses up identity-db',
      description:
        'Whenever sessions are lost, all customers come at once, and each sign-in holds a connection.',
      entities: [component('identity-provider'), resource('session-cache')],
      seenBy: ['sign-ins-fail'],
    })
      .then(2, 'assess', {})
      .then(1, 'analyze', {})
      .then(26, 'know', {
        cause:
          'A sign-in holds its connection while it computes the hash of the password.',
        workaround:
          'Let sign-ins in at 200 a second at the edge until sessions are there again.',
      })
      .then(
        50,
        'accept-risk',
        {
          text: 'It takes the loss of all sessions. The next cache is warm before it is used.',
        },
        oscar,
      )
      .then(1, 'close', {}, oscar)
      .story(),
    new Search('prb-lost-in-drain', {
      at: at(-27, 9),
      by: lucia,
      title: 'What is published while nobody subscribes is lost',
      entities: [
        component('message-dispatcher'),
        resource('outbound-messages-topic'),
      ],
      seenBy: ['messages-lost-in-drain'],
    })
      .then(1, 'assess', {})
      .then(1, 'analyze', {})
      .then(4, 'know', {
        cause:
          'Between drain and replacement there is no subscription, and the topic keeps nothing.',
        workaround: 'Send what has no receipt from the outbox, by hand.',
      })
      .then(2, 'assign', { person: mei })
      .from(at(-22, 16))
      .then(0, 'plan-fix', refs => ({
        change: refs.change(changes.outboxReplay),
      }))
      .from(at(-20, 9))
      .then(0, 'link-incident', refs => ({
        incident: refs.of('sent-twice'),
      }))
      .from(at(-18, 10))
      .then(
        0,
        'resolve',
        {
          text: 'The outbox is replayed at each start; nothing was missing since.',
        },
        mei,
      )
      .then(70, 'close', {}, mei)
      .story(),
    new Search('prb-pricing-leak', {
      at: at(-24, 10),
      by: priya,
      title: 'pricing-service needs more memory each day',
      entities: [component('pricing-service')],
      seenBy: ['pricing-memory-1', 'pricing-memory-2', 'pricing-memory-3'],
    })
      .then(1, 'assess', {})
      .then(22, 'analyze', {})
      .then(3, 'assign', { person: tomas })
      .then(
        48,
        'know',
        {
          cause:
            'Prices of ended campaigns stay in a map that nothing empties.',
          workaround:
            'Restart its instances one by one (template restart-service) when memory is above 80 %.',
        },
        tomas,
      )
      .story(),
    new Search('prb-warehouse-slots', {
      at: at(-5, 12),
      by: arjun,
      title: 'Reports of the morning wait for slots',
      entities: [resource('customer-warehouse')],
      seenBy: ['reports-late-1', 'reports-late-2', 'reports-late-3'],
    })
      .then(1, 'assess', {})
      .then(1, 'analyze', {})
      .then(3, 'know', {
        cause: 'The enrichment of the night takes all slots until seven.',
        workaround: 'Start the reports at half past seven.',
      })
      .from(calendar.hoursAgo(29))
      .then(0, 'plan-fix', refs => ({
        change: refs.change(changes.warehouseSlots),
      }))
      .story(),
    new Search('prb-one-mail-provider', {
      at: at(-5, 9),
      by: jonas,
      title: 'One mail provider is all there is',
      description: 'While it is down nothing is sent until somebody switches.',
      entities: [
        component('message-dispatcher'),
        resource('message-provider-keys'),
      ],
      seenBy: ['mail-provider-down'],
    })
      .then(1, 'assess', {})
      .then(2, 'analyze', {})
      .then(1, 'know', {
        cause: 'Messages go to the provider that the configuration names.',
        workaround:
          'Set MAIL_PROVIDER to the second one and restart; the runbook has the steps.',
      })
      .from(calendar.hoursAgo(14))
      .then(0, 'plan-fix', refs => ({
        change: refs.change(changes.providerFailover),
      }))
      .story(),
    new Search('prb-index-while-read', {
      at: at(-1, 14),
      by: mei,
      title: 'Releases read by an index that is still being built',
      entities: [component('customer-engagement-api')],
      seenBy: ['consents-slow'],
    })
      .then(1, 'assess', {})
      .story(),
  ];
}
