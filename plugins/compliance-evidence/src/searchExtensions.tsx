import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { evidenceSearchTypes } from '@countersign/plugin-compliance-evidence-common';
import { RiFileList3Line, RiFileShield2Line } from '@remixicon/react';

/** What search finds of evidence: how a result looks, and the filter that shows only these. */
export const searchExtensions = [
  SearchResultListItemBlueprint.make({
    name: 'report',
    params: {
      icon: <RiFileList3Line />,
      predicate: ({ type }) => type === evidenceSearchTypes.report,
      component: () =>
        import('./components/SearchResults').then(m => m.ReportSearchResult),
    },
  }),
  SearchResultListItemBlueprint.make({
    name: 'run',
    params: {
      icon: <RiFileShield2Line />,
      predicate: ({ type }) => type === evidenceSearchTypes.run,
      component: () =>
        import('./components/SearchResults').then(m => m.RunSearchResult),
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'report',
    params: {
      value: evidenceSearchTypes.report,
      name: 'Compliance reports',
      icon: <RiFileList3Line />,
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'run',
    params: {
      value: evidenceSearchTypes.run,
      name: 'Evidence runs',
      icon: <RiFileShield2Line />,
    },
  }),
];
