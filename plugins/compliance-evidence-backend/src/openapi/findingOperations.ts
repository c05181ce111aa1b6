import {
  assuranceTimelineSchema,
  findingBodies,
  findingDetailSchema,
  findingPageSchema,
  FindingVerb,
  findingVerbs,
  listFindingsSchema,
} from '@countersign/plugin-compliance-evidence-common';
import {
  tellingOperations,
  verbOperationId,
} from '@countersign/plugin-governance-node';
import { findingPermission } from '../assurance/AssuranceAccess';
import { Assurance } from '../assurance/createAssurance';
import { AskedOfFinding } from '../assurance/FindingDesk';
import { defineOperation, ofFinding, read } from './assuranceOperation';

const summaries: Record<FindingVerb, string> = {
  explain: 'Explain a finding, and say where that is seen',
  accept: 'Accept a finding until a date',
  'revoke-acceptance': 'End the acceptance of a finding before its date',
  remediate: 'Name the change that remediates a finding',
  close: 'Close a finding by a run that no longer shows it',
  reopen: 'Open a finding again, with a reason',
  assign: 'Say who sees to a finding, or nobody',
  note: 'Write a note into the timeline of a finding',
};

/** Findings and what people do with them. */
export const findingOperations = [
  defineOperation({
    method: 'get',
    path: '/findings',
    id: 'listFindings',
    summary: 'List findings: filtered, a page at a time',
    permission: read,
    query: listFindingsSchema,
    answer: findingPageSchema,
    answerName: 'FindingPage',
    handle: ({ findingDesk }, { caller, query }) =>
      findingDesk.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/findings/{number}',
    id: 'getFinding',
    summary: 'A finding, and what can be done with it',
    permission: read,
    params: ofFinding,
    answer: findingDetailSchema,
    answerName: 'FindingDetail',
    handle: ({ findingDesk }, { caller, params: { number } }) =>
      findingDesk.get(caller, number),
  }),
  ...findingVerbs.map(verb =>
    defineOperation({
      method: 'post',
      path: `/findings/{number}/${verb}`,
      id: verbOperationId(verb, 'Finding'),
      summary: summaries[verb],
      permission: findingPermission(verb).name,
      params: ofFinding,
      body: findingBodies[verb],
      answer: findingDetailSchema,
      answerName: 'FindingDetail',
      handle: (
        { findingDesk },
        { caller, params: { number }, body, idempotencyKey },
      ) =>
        findingDesk.act(
          caller,
          number,
          { verb, body } as AskedOfFinding,
          idempotencyKey,
        ),
    }),
  ),
  ...tellingOperations<Assurance, typeof assuranceTimelineSchema>({
    name: 'a finding',
    path: '/findings/{number}',
    params: ofFinding,
    permission: read,
    kind: 'Finding',
    timeline: assuranceTimelineSchema,
    timelineName: 'AssuranceTimeline',
    teller: ({ findingTeller }) => findingTeller,
  }),
];
