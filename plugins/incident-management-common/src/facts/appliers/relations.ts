import { Appliers } from '../applier';

/** What it is tied to: pages elsewhere, the changes that caused it, its problems. */
export const relationAppliers = {
  'incident.linked': (facts, link) => ({
    ...facts,
    links: [...facts.links.filter(({ url }) => url !== link.url), link],
  }),
  'incident.unlinked': (facts, { url }) => ({
    ...facts,
    links: facts.links.filter(each => each.url !== url),
  }),
  'incident.cause_confirmed': (
    facts,
    { change, rank, unranked, reason },
    { by, at },
  ) => ({
    ...facts,
    causes: [
      ...facts.causes.filter(each => each.change.number !== change.number),
      {
        change,
        ...(rank !== undefined && { rank }),
        ...(unranked && { unranked }),
        reason,
        by,
        at,
      },
    ],
  }),
  'incident.cause_withdrawn': (facts, { change }) => ({
    ...facts,
    causes: facts.causes.filter(each => each.change.number !== change),
  }),
  'incident.problem_linked': (facts, { problem }) => ({
    ...facts,
    problems: [...new Set([...facts.problems, problem])],
  }),
  'incident.problem_unlinked': (facts, { problem }) => ({
    ...facts,
    problems: facts.problems.filter(each => each !== problem),
  }),
} satisfies Appliers;
