import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  ScorecardAnswer,
  ScorecardCheck,
} from '@countersign/plugin-governance-react';

/** A check, and what it is told of all entities. */
export interface AnsweredCheck {
  check: ScorecardCheck;
  /** By entity ref; undefined where the entity itself tells. */
  told?: { answers: ReadonlyMap<string, unknown>; otherwise: unknown };
}

/** How a service stands by one check. */
export interface CheckResult extends ScorecardAnswer {
  check: ScorecardCheck;
}

/** How a service stands by all of them. */
export interface ServiceScore {
  entityRef: string;
  /** By which the catalog finds it. */
  uid?: string;
  title: string;
  /** Entity refs, as the catalog has them in its relations. */
  owner?: string;
  system?: string;
  results: CheckResult[];
  met: number;
  /** So many are asked of it. */
  of: number;
}

/** Judges a service as its own page does. */
export function scoreOf(
  entity: Entity,
  checks: readonly AnsweredCheck[],
  apis: ApiHolder,
): ServiceScore {
  const entityRef = refOf(entity);
  const results = checks.map(({ check, told }): CheckResult => {
    const answer = told
      ? told.answers.get(entityRef) ?? told.otherwise
      : undefined;
    return { check, ...check.judge(answer, { entity, entityRef, apis }) };
  });
  const owner = related(entity, 'ownedBy');
  const system = related(entity, 'partOf', 'system:');
  return {
    ...{ entityRef, uid: entity.metadata.uid },
    title: entity.metadata.title ?? entity.metadata.name,
    ...(owner && { owner }),
    ...(system && { system }),
    results,
    met: results.filter(({ state }) => state === 'met').length,
    of: results.filter(({ state }) => state !== 'exempt').length,
  };
}

/** What a service does not meet, in the order of the checks. */
export function failuresOf({ results }: ServiceScore): CheckResult[] {
  return results.filter(({ state }) => state === 'unmet');
}

/** Most failures first, of as many those of whom less is asked, then by name. */
export function worstFirst(scores: readonly ServiceScore[]): ServiceScore[] {
  const failures = ({ met, of }: ServiceScore) => of - met;
  return [...scores].sort(
    (a, b) =>
      failures(b) - failures(a) ||
      a.of - b.of ||
      a.title.localeCompare(b.title, 'en') ||
      (a.entityRef < b.entityRef ? -1 : 1),
  );
}

/** How many services fail a check, of how many that it is asked of. */
export interface CheckCount {
  check: ScorecardCheck;
  fail: number;
  of: number;
}

/** What fails most comes first; what nobody fails, and what is asked of nobody, is left out. */
export function failingMost(
  checks: readonly ScorecardCheck[],
  scores: readonly ServiceScore[],
): CheckCount[] {
  return checks
    .map((check, i) => {
      const asked = scores.filter(
        ({ results }) => results[i].state !== 'exempt',
      );
      const fail = asked.filter(({ results }) => results[i].state === 'unmet');
      return { check, fail: fail.length, of: asked.length };
    })
    .filter(({ fail }) => fail > 0)
    .sort((a, b) => b.fail - a.fail);
}

function refOf(entity: Entity): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

function related(
  { relations = [] }: Entity,
  kind: string,
  prefix = '',
): string | undefined {
  return relations.find(
    ({ type, targetRef }) => type === kind && targetRef.startsWith(prefix),
  )?.targetRef;
}
