import {
  evidenceSearchTypes,
  reportReadPermission,
  ReportSummary,
  Run,
  runReadPermission,
} from '@countersign/plugin-compliance-evidence-common';
import { ComplianceEvidenceService } from '@countersign/plugin-compliance-evidence-node';
import { AreaPages } from '@countersign/plugin-governance-node';
import {
  CollatorOf,
  recordsInSearch,
} from '@countersign/plugin-governance-node/search';

/** What search finds of evidence: reports, and the runs that their reader may read. */
export function evidenceInSearch(
  evidence: ComplianceEvidenceService,
  pages: AreaPages,
): CollatorOf[] {
  return [
    recordsInSearch<ReportSummary>({
      type: evidenceSearchTypes.report,
      permission: reportReadPermission,
      list: () => evidence.listReports(),
      found: ({ name, title, description, owner }) => ({
        title,
        words: [description, name],
        refs: [owner],
        location: pages.path('reports', name),
        fields: {},
      }),
    }),
    recordsInSearch<Run>({
      type: evidenceSearchTypes.run,
      permission: runReadPermission,
      list: query => evidence.listRuns(query),
      found: ({ number, title, report, requestedBy, state }) => ({
        title: `${number}: ${title}`,
        words: [report],
        refs: [requestedBy],
        location: pages.path(number),
        fields: { number, state },
        resourceRef: number,
      }),
    }),
  ];
}
