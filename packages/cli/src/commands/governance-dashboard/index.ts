import { looksLikeDashboard } from '@countersign/plugin-governance-common';
import { Area } from '../Area';
import { verifyDashboard } from './verifyDashboard';

/** Exported dashboards for `countersign verify`. */
export const governanceDashboard: Area = {
  verifiers: [
    {
      recognises: () => false,
      verify: async () => {
        throw new Error('A dashboard is a JSON document');
      },
      document: (file, content, trust) =>
        looksLikeDashboard(content)
          ? verifyDashboard(file, content, trust)
          : undefined,
    },
  ],
};
