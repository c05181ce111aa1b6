import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';

const Controls = lazy(() =>
  import('../components/Controls').then(m => ({ default: m.Controls })),
);

/**
 * Edges of fields that can be told from what they lie on, and tables that can be read on a phone. A portal with looks of its
 * own switches it off: `app-root-element:governance/controls: false`.
 */
export const controls = AppRootElementBlueprint.make({
  name: 'controls',
  params: {
    element: (
      <Suspense fallback={null}>
        <Controls />
      </Suspense>
    ),
  },
});
