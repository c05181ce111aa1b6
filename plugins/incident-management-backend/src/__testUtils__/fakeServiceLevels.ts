import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';

/** What an objective of the checkout service counted while it was hit. */
export const counted = { bad: 30, total: 400, window: 100_000, target: 0.99 };

/** Service levels as reviews ask them; silent where a test wants it so. */
export function fakeServiceLevels(
  options: { silent?: () => boolean } = {},
): ServiceLevelFigures {
  const hear = () => {
    if (options.silent?.()) throw new Error('Nobody answers');
  };
  const { bad, total, window, target } = counted;
  return {
    listObjectives: async ({ component } = {}) => {
      hear();
      const items =
        component === 'component:default/checkout'
          ? [{ id: 'checkout', title: 'Checkout answers', target }]
          : [];
      return { items } as never;
    },
    getObjective: async () =>
      ({ counts: { bad: 500, total: window } } as never),
    getHistory: async (_id, { to }) => ({
      step: 60_000,
      points: [{ bad, total, end: to }],
    }),
    listAlerts: async () => ({ items: [] } as never),
  };
}
