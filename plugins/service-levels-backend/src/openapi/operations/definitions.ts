import { Operation } from '@countersign/plugin-governance-node';
import {
  checkDefinitionsSchema,
  checkedDefinitionsSchema,
  problemListSchema,
} from '@countersign/plugin-service-levels-common';
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
  defineOperation({
    method: 'post',
    path: '/definitions/check',
    id: 'checkDefinitions',
    summary:
      'What is wrong with definitions that are in no file yet, and when they would alert; nothing is kept',
    ...reading,
    body: checkDefinitionsSchema,
    answer: checkedDefinitionsSchema,
    answerName: 'CheckedDefinitions',
    handle: ({ checker }, { body }) => checker.check(body.text),
  }),
];
