import { Operation } from '@countersign/plugin-governance-node';
import { sourceListSchema } from '@countersign/plugin-service-levels-common';
import { defineOperation, reading, Services } from './operation';

/** Where measurements come from. */
export const sourceOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/sources',
    id: 'listSources',
    summary: 'Where measurements come from, and which do not answer',
    ...reading,
    answer: sourceListSchema,
    answerName: 'SourceList',
    handle: ({ reader }) => reader.sources(),
  }),
];
