import {
  bringRecordsSchema,
  broughtSchema,
  importedDetailSchema,
  importedNumbers,
  importedPageSchema,
  importedPath,
  importedTimelineSchema,
  ImportKind,
  listImportedSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { Operation, operationsOver } from '../openapi/operation';
import { tellingOperations } from '../openapi/recordOperations';
import { ImportDesk, ImportDeskOptions } from './ImportDesk';

/** The routes of what was taken over of one kind, for the area that keeps such records. */
export function importOperations<S>(
  kind: ImportKind,
  options: {
    permissions: ImportDeskOptions['permissions'];
    desk(services: S): ImportDesk;
  },
): Operation<S>[] {
  const { defineOperation } = operationsOver<S>();
  const { desk } = options;
  const read = options.permissions.read.name;
  const path = importedPath(kind);
  const params = z.object({ number: importedNumbers[kind].schema });
  const noun = `Imported${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const one = `${path}/{number}`;
  return [
    defineOperation({
      method: 'get',
      path,
      id: `list${noun}s`,
      summary: `List ${kind}s of other systems: filtered, a page at a time`,
      permission: read,
      query: listImportedSchema,
      answer: importedPageSchema,
      answerName: 'ImportedPage',
      handle: (services, { caller, query }) =>
        desk(services).list(caller, query),
    }),
    defineOperation({
      method: 'post',
      path,
      id: `import${noun.slice('Imported'.length)}s`,
      summary: `Take ${kind}s over from another system, or say what would become of them`,
      permission: options.permissions.bring.name,
      body: bringRecordsSchema,
      answer: broughtSchema,
      answerName: 'Brought',
      // Brought again, they are held against what is here: nothing is there twice.
      ignoresKey: true,
      handle: (services, { caller, body }) =>
        desk(services).bring(caller, body),
    }),
    defineOperation({
      method: 'get',
      path: one,
      id: `get${noun}`,
      summary: `A ${kind} as another system had it`,
      permission: read,
      params,
      answer: importedDetailSchema,
      answerName: 'ImportedDetail',
      handle: (services, { caller, params: { number } }) =>
        desk(services).get(caller, number),
    }),
    ...tellingOperations<S, typeof importedTimelineSchema>({
      name: `an imported ${kind}`,
      path: one,
      params,
      permission: read,
      kind: noun,
      timeline: importedTimelineSchema,
      timelineName: 'ImportedTimeline',
      teller: desk,
    }),
  ];
}
