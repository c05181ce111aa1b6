import { Appliers } from '../applier';

/** What is written about it. */
export const messageAppliers = {
  'incident.updated': (facts, { text, nextAt }, { id, by, at }) => ({
    ...facts,
    update: { id, text, by, at, ...(nextAt !== undefined && { nextAt }) },
    authors: { ...facts.authors, [id]: by },
  }),
  'incident.noted': (facts, _, { id, by }) => ({
    ...facts,
    authors: { ...facts.authors, [id]: by },
  }),
  'incident.pinned': (facts, { entry }) => ({
    ...facts,
    pinned: [...new Set([...facts.pinned, entry])],
  }),
  'incident.unpinned': (facts, { entry }) => ({
    ...facts,
    pinned: facts.pinned.filter(each => each !== entry),
  }),
  'incident.rewritten': (facts, { entry, text }) =>
    facts.update?.id === entry
      ? { ...facts, update: { ...facts.update, text } }
      : facts,
} satisfies Appliers;
