import {
  ReportBundle,
  ReportDefinition,
} from '@countersign/plugin-compliance-evidence-common';
import { subjects } from './Estate';

/** A report of two questions, which no other game asks. */
export function reportOf(game: number): ReportBundle {
  const definition = {
    apiVersion: 'countersign.dev/v1',
    kind: 'Report',
    metadata: {
      name: `access-${game}`,
      title: 'Access report',
      description: 'Who has access',
      owner: 'group:default/iam',
    },
    spec: {
      timeZone: 'UTC',
      parameters: [
        { name: 'quarter', title: 'Quarter', type: 'quarter', required: true },
        { name: 'clusters', title: 'Clusters', type: 'list', required: false },
      ],
      sources: [{ name: 'grants', title: 'Grants', source: 'iam' }],
      questions: subjects.map(about => ({
        name: `grants-without-ticket-${about}`,
        title: 'Grants without a ticket',
        file: `queries/grants-without-ticket-${about}.sql`,
        controls: [{ framework: 'SOX ITGC', id: `AC-${game}` }],
        severity: 'high',
        answers: 'violations',
        about,
        key: ['grant_id'],
      })),
      formats: ['csv'],
      recipients: ['audit@example.com', 'sox@example.com'],
      retentionDays: 1,
    },
  } as unknown as ReportDefinition;
  return {
    definition,
    files: new Map([['report.yaml', new Uint8Array()]]),
    digest: `sha256:${String(game).padStart(64, '0')}`,
  };
}
