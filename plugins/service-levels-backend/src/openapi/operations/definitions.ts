import { Operation } from '@countersign/plugin-governance-node';
import { problemListSchema } from '@countersign/plugin-service-levels-common';
import { defineOperation, reading, Services } from './operation';

/** What was read of definitions. */
export const definitionOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/definition-problems',
    id: 'listDefinitionProblems',
    summary:
      'What is wrong with definitions: file, line, path, rule and reason',
    ...reading,
    answer: problemListSchema,
    answerName: 'DefinitionProblems',
    handle: ({ reader }) => reader.problems(),
  }),
];
