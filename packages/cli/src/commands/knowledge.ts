import { changeKnowledge } from './change-management/knowledge';
import { drillKnowledge } from './chaos-drills/knowledge';
import { evidenceKnowledge } from './compliance-evidence/knowledge';
import { incidentKnowledge } from './incident-management/knowledge';
import { serviceLevelKnowledge } from './service-levels/knowledge';
import { logKnowledge } from './service-logs/knowledge';
import { AreaKnowledge, Knowledge } from './verify/evidence';

const ofAreas: readonly AreaKnowledge[] = [
  changeKnowledge,
  serviceLevelKnowledge,
  incidentKnowledge,
  evidenceKnowledge,
  drillKnowledge,
  logKnowledge,
];

/** What every area knows of its records: for the command line, and for the page that verifies in a browser. */
export const knowledge: Knowledge = {
  stories: ofAreas.flatMap(({ stories = [] }) => stories),
  derivations: ofAreas.flatMap(({ derivations = [] }) => derivations),
  readers: ofAreas.flatMap(({ readers = [] }) => readers),
};
