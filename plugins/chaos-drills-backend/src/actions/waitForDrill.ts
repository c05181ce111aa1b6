import { setTimeout as delay } from 'timers/promises';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Drill, drillNumber } from '@countersign/plugin-chaos-drills-common';
import {
  actionCaller,
  AreaPages,
  parse,
} from '@countersign/plugin-governance-node';
import { DrillDesk } from '../desks/DrillDesk';
import { awaitedDrill, describeDrill } from './output';

const USUAL_SECONDS = 120;
/** Proxies give up on an answer that takes longer. */
const MOST_SECONDS = 300;
const LOOK_AGAIN_MS = 1_000;

const milestones = ['started', 'ended', 'measured'] as const;
type Milestone = (typeof milestones)[number];

/** Whether it came so far, or never will any more. */
const isReached: Record<Milestone, (drill: Drill) => boolean> = {
  started: ({ state }) => state !== 'planned',
  ended: ({ state }) => state === 'ended' || state === 'canceled',
  measured: ({ state, measurement }) =>
    state === 'canceled' || measurement !== undefined,
};

/** Lets a template go on when somebody has started a drill, or when it is over. */
export function registerWaiting({
  registry,
  desk,
  pages,
}: {
  registry: ActionsRegistryService;
  desk: Pick<DrillDesk, 'get'>;
  pages: AreaPages;
}): void {
  registry.register({
    name: 'wait-for-drill',
    title: 'Wait for a drill',
    description:
      'Answers when a drill was started, has ended or is measured, and at the latest when the time is over: whether it came so far stands in the answer.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          number: z.string().describe('DRL0000042'),
          until: z.enum(milestones).default('ended'),
          atMostSeconds: z
            .number()
            .int()
            .min(1)
            .max(MOST_SECONDS)
            .default(USUAL_SECONDS),
        }),
      output: awaitedDrill,
    },
    action: async ({ input, credentials }) => {
      const caller = actionCaller(credentials);
      const number = parse(drillNumber.schema, input.number);
      const { until = 'ended', atMostSeconds = USUAL_SECONDS } = input;
      const deadline = Date.now() + atMostSeconds * 1000;
      for (;;) {
        const detail = await desk.get(caller, number);
        const reached = isReached[until](detail.drill);
        const left = deadline - Date.now();
        if (reached || left <= 0) {
          return { output: { ...describeDrill(detail, pages), reached } };
        }
        await delay(Math.min(LOOK_AGAIN_MS, left));
      }
    },
  });
}
