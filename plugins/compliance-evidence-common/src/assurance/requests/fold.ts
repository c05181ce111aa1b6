import { foldOf } from '../life';
import { requestEntrySchemas, RequestEntrySchemas } from './entries';
import { RequestFacts } from './model';

/** What becomes of a request by one more entry. Pure and total: it never throws. */
export const applyRequestEntry = foldOf<
  RequestFacts,
  RequestEntrySchemas,
  'request.opened'
>(
  requestEntrySchemas,
  'request.opened',
  (number, { rules: _rules, ...asked }, signed) => ({
    ...asked,
    number,
    opened: signed,
    state: 'open',
    answers: [],
  }),
  {
    'request.answered': (facts, answer, signed) => ({
      ...facts,
      state: 'answered',
      answers: [...facts.answers, { ...answer, ...signed }],
    }),
    'request.accepted': (facts, { text }, signed) => ({
      ...facts,
      state: 'accepted',
      settled: { ...(text !== undefined && { text }), ...signed },
    }),
    'request.returned': (facts, { reason }, signed) => ({
      ...facts,
      state: 'open',
      answers: facts.answers.map((answer, i) =>
        i === facts.answers.length - 1
          ? { ...answer, returned: { reason, ...signed } }
          : answer,
      ),
    }),
    'request.withdrawn': (facts, { reason }, signed) => ({
      ...facts,
      state: 'withdrawn',
      settled: { text: reason, ...signed },
    }),
    'request.assigned': ({ assignee: _assignee, ...facts }, { person }) =>
      person === undefined ? facts : { ...facts, assignee: person },
    'request.noted': facts => facts,
  },
);
