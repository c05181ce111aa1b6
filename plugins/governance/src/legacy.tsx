/**
 * Where the areas meet, in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createCardExtension } from '@backstage/plugin-home-react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  deployNowLineDataRef,
  EntityTrackBlueprint,
  inboxSourceDataRef,
  timelineSourceDataRef,
} from '@countersign/plugin-governance-react';
import {
  framed,
  legacyArea,
  useContributions,
} from '@countersign/plugin-governance-react/legacy';
import { serviceTierFieldOptions } from './components/ServiceTier';
import { governancePlugin as plugin } from './plugin';

export { isConfigurationItem } from '@countersign/plugin-governance-react/legacy';

const area = legacyArea(plugin, []);

/** What the areas share, for an app of the old frontend system. */
export const governancePlugin = area.plugin;

/** "Can I deploy now?": a card of an entity's overview, with a line of each area. */
export const EntityDeployNowCard = area.element(
  'EntityDeployNowCard',
  async () => {
    const { DeployNowCard } = await import('./components/DeployNow');
    return function EntityDeployNow() {
      return <DeployNowCard lines={useContributions(deployNowLineDataRef)} />;
    };
  },
);

/** "What happened lately?": a card of an entity's overview, one time line of all areas. */
export const EntityTimelineCard = area.element(
  'EntityTimelineCard',
  async () => {
    const { TimelineCard } = await import('./components/Timeline');
    return function EntityTimeline() {
      return (
        <TimelineCard
          sources={useContributions(timelineSourceDataRef)}
          tracks={useContributions(EntityTrackBlueprint.dataRefs.track)}
        />
      );
    };
  },
);

/** What waits for the reader in every area, on the home page. */
export const HomePageInbox = area.plugin.provide(
  createCardExtension({
    name: 'HomePageInbox',
    title: 'Waiting for you',
    components: async () => {
      const { Inbox } = await import('./components/Inbox');
      return {
        Content: framed(function HomeInbox() {
          return <Inbox sources={useContributions(inboxSourceDataRef)} />;
        }),
      };
    },
  }),
);

/** Edges of fields that can be told from what they lie on, and tables that can be read on a phone: beside the app's router. */
export const GovernanceControls = area.element('GovernanceControls', () =>
  import('./components/Controls').then(m => m.Controls),
);

/** The form field `ServiceTier` of software templates. */
export const ServiceTierFieldExtension = area.plugin.provide(
  createScaffolderFieldExtension({
    ...serviceTierFieldOptions,
    component: framed(serviceTierFieldOptions.component),
    schema: serviceTierFieldOptions.schema.schema,
  }),
);
