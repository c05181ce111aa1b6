import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { besideApi } from './extensions/beside';
import { calendarApi } from './extensions/calendar';
import { deployNowCard, timelineCard } from './extensions/cards';
import { controls } from './extensions/controls';
import { entityOverview } from './extensions/entityOverview';
import { inboxWidget } from './extensions/home';
import { marksApi } from './extensions/marks';
import { recordLinksApi } from './extensions/recordLinks';
import { relatedApi } from './extensions/related';
import { systemFactsApi } from './extensions/systemFacts';
import { serviceTier } from './extensions/templateFields';

/**
 * The places where the installed areas meet: the one inbox, the entity's one time line, "Can I deploy now?", and links to
 * the records of every area. It knows none of them; each contributes through a blueprint of `governance-react`.
 */
export const governancePlugin = createFrontendPlugin({
  pluginId: 'governance',
  title: 'Governance',
  info: { packageJson: () => import('../package.json') },
  extensions: [
    recordLinksApi,
    marksApi,
    relatedApi,
    systemFactsApi,
    calendarApi,
    besideApi,
    inboxWidget,
    entityOverview,
    deployNowCard,
    timelineCard,
    controls,
    serviceTier,
  ],
});
