import {
  BesideBlueprint,
  RelatedBlueprint,
} from '@countersign/plugin-governance-react';
import { RiFileList3Line } from '@remixicon/react';
import { besideLink } from './besideLink';

/** As people call the area, on pages it shares with others. */
const area = 'Logs';

/** What logs add to the pages that the areas share. */
export const contributions = [
  BesideBlueprint.make({
    params: { area, icon: RiFileList3Line, linkOf: besideLink },
  }),
  RelatedBlueprint.make({
    params: {
      area,
      prefixes: ['INC'],
      load: request => import('./related').then(m => m.loadRelated(request)),
    },
  }),
];
