import { RecordLinkBlueprint } from '@countersign/plugin-governance-react';
import { alertNumber } from '@countersign/plugin-service-levels-common';
import { alertRouteRef } from '../routes';

/** What service levels add to the pages that the areas share. */
export const contributions = [
  RecordLinkBlueprint.make({
    params: { prefix: alertNumber.prefix, route: alertRouteRef },
  }),
];
