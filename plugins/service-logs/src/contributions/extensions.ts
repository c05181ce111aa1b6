import { BesideBlueprint } from '@countersign/plugin-governance-react';
import { RiFileList3Line } from '@remixicon/react';
import { besideLink } from './besideLink';

/** What logs add to the pages that the areas share. */
export const contributions = [
  BesideBlueprint.make({
    params: { area: 'Logs', icon: RiFileList3Line, linkOf: besideLink },
  }),
];
