import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** How far the demo records of one area are. */
export type DemoState =
  | { state: 'waiting'; for: string }
  | { state: 'making'; done: number; of: number }
  | { state: 'made' }
  /** There will be none before the next start. */
  | { state: 'none'; reason: string };

/** Where each area says how far its demo records are, so that a portal can say it on its health page. */
export interface DemoProgress {
  report(area: string, state: DemoState): void;
  /** By area; areas that make none are absent. */
  all(): Record<string, DemoState>;
}

/** @public */
export const demoProgressServiceRef = createServiceRef<DemoProgress>({
  id: 'governance.demo-progress',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => {
        const states = new Map<string, DemoState>();
        return {
          report: (area, state) => {
            states.set(area, state);
          },
          all: () => Object.fromEntries(states),
        };
      },
    }),
});
