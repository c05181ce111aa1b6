import { Area } from '../Area';
import { addImport } from './importRecords';

/** `countersign import`: for every area that keeps records of other systems. */
export const imports: Area = {
  commands: {
    does: 'take records over from other systems',
    add(program, finish) {
      addImport(program, finish);
    },
    example: `What ServiceNow, Jira or a spreadsheet has, first as a dry run:
  $ countersign import --mapping changes.yaml --dry-run change_request.json`,
  },
};
