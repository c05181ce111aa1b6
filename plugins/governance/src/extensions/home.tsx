import { createExtensionInput } from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { InboxBlueprint } from '@countersign/plugin-governance-react';

/** The one inbox, on the home page. */
export const inboxWidget = HomePageWidgetBlueprint.makeWithOverrides({
  name: 'inbox',
  inputs: {
    sources: createExtensionInput([InboxBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) => {
    const sources = inputs.sources.map(source =>
      source.get(InboxBlueprint.dataRefs.source),
    );
    return originalFactory({
      name: 'Inbox',
      title: 'Waiting for you',
      description: 'What waits for you in every area, most urgent first.',
      layout: {
        width: { minColumns: 4, defaultColumns: 6 },
        height: { minRows: 3, defaultRows: 6 },
      },
      components: () =>
        import('../components/Inbox').then(({ Inbox }) => ({
          Content: () => <Inbox sources={sources} />,
        })),
    });
  },
});
