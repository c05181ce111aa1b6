import {
  tellingOperations,
  verbOperationId,
} from '@countersign/plugin-governance-node';
import {
  knownErrorsSchema,
  listProblemsSchema,
  openProblemSchema,
  problemBodies,
  problemCandidatesSchema,
  problemDetailSchema,
  problemNumber,
  problemOpenPermission,
  problemPageSchema,
  problemReadPermission,
  problemTimelineSchema,
  ProblemVerb,
  problemVerbs,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { permissionFor } from '../../problems/problemAccess';
import { AskedOfProblem } from '../../problems/ProblemDeedMaker';
import {
  AreaServices,
  defineOperation,
  params as ofIncident,
} from './operation';

const read = problemReadPermission.name;
const params = z.object({ number: problemNumber.schema });

/** A problem says which verbs it understands. */
export const problemVerbPaths = {
  path: '/problems/{number}',
  params,
  name: 'a problem',
};

const summaries: Record<ProblemVerb, string> = {
  assess: 'Look whether it is a problem worth its analysis',
  analyze: 'Begin to look for its cause',
  reanalyze: 'Look for its cause again',
  know: 'Say what causes it and what helps until it is fixed: a known error',
  'plan-fix': 'Name the change that fixes it',
  resolve: 'Say that its change has fixed it',
  'accept-risk': 'Leave it as it is, and say why',
  close: 'Close a resolved problem',
  cancel: 'Say that it is none',
  duplicate: 'Say which problem it is the same as',
  'link-incident': 'Say that an incident is a case of it',
  'unlink-incident': 'Say that an incident is no case of it',
  assign: 'Say who sees to it, or nobody',
  edit: 'Change title or description',
  note: 'Write a note into its timeline',
};

/** Problems, and where one should be looked for. */
export const problemOperations = [
  defineOperation({
    method: 'get',
    path: '/problems',
    id: 'listProblems',
    summary: 'List problems: filtered, a page at a time',
    permission: read,
    query: listProblemsSchema,
    answer: problemPageSchema,
    answerName: 'ProblemPage',
    handle: ({ problemReader }, { caller, query }) =>
      problemReader.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/problems',
    id: 'openProblem',
    summary: 'Open a problem',
    permission: problemOpenPermission.name,
    body: openProblemSchema,
    answer: problemDetailSchema,
    answerName: 'ProblemDetail',
    status: 201,
    handle: ({ problems }, { caller, body, idempotencyKey }) =>
      problems.open(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/problem-candidates',
    id: 'listProblemCandidates',
    summary: 'Where a problem should be looked for, with the evidence for each',
    permission: read,
    answer: problemCandidatesSchema,
    answerName: 'ProblemCandidates',
    handle: ({ recurrence }, { caller }) => recurrence.candidates(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/known-errors',
    id: 'listKnownErrors',
    summary:
      'Known errors that an incident may be about, with their workarounds',
    permission: read,
    params: ofIncident,
    answer: knownErrorsSchema,
    answerName: 'KnownErrors',
    handle: ({ recurrence }, { caller, params: { number } }) =>
      recurrence.knownErrors(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/problems/{number}',
    id: 'getProblem',
    summary: 'A problem, and what can be done with it',
    permission: read,
    params,
    answer: problemDetailSchema,
    answerName: 'ProblemDetail',
    handle: ({ problems }, { caller, params: { number } }) =>
      problems.get(caller, number),
  }),
  ...tellingOperations<AreaServices, typeof problemTimelineSchema>({
    name: 'a problem',
    path: '/problems/{number}',
    params,
    permission: read,
    kind: 'Problem',
    timeline: problemTimelineSchema,
    timelineName: 'ProblemTimeline',
    teller: ({ problemReader }) => problemReader,
  }),
  ...problemVerbs.map(verb =>
    defineOperation({
      method: 'post',
      path: `/problems/{number}/${verb}`,
      id: verbOperationId(verb, 'Problem'),
      summary: summaries[verb],
      permission: permissionFor(verb).name,
      params,
      body: problemBodies[verb],
      answer: problemDetailSchema,
      answerName: 'ProblemDetail',
      handle: (
        { problems },
        { caller, params: { number }, body, idempotencyKey },
      ) =>
        problems.act(
          caller,
          number,
          { verb, body } as AskedOfProblem,
          idempotencyKey,
        ),
    }),
  ),
];
