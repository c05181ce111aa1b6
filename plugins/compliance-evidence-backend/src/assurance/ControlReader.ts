import {
  ControlList,
  percentOf,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller } from '@countersign/plugin-governance-node';
import { AnswerStore } from '../database/AnswerStore';
import { attestationOf, AttestationStore } from '../database/AttestationStore';
import { controlColumn } from '../database/FindingStore';
import { AssuranceAccess } from './AssuranceAccess';
import { ScoreKeeper } from './ScoreKeeper';
import { AssuranceJournal } from './unit';

/** Shows controls with their scores, what they are made of, and how they went. */
export class ControlReader {
  constructor(
    private readonly options: {
      journal: AssuranceJournal;
      scores: ScoreKeeper;
      answers: AnswerStore;
      attestations: AttestationStore;
      access: AssuranceAccess;
    },
  ) {}

  async list(
    caller: Caller,
    { framework }: { framework?: string },
  ): Promise<ControlList> {
    const { access, journal, scores, answers, attestations } = this.options;
    await access.demandReading(caller);
    const { knex } = journal;
    const [{ controls, ...sum }, latest, trend] = await Promise.all([
      scores.scores(knex, journal.now()),
      attestations.latest(knex),
      answers.trend(knex),
    ]);
    return {
      ...sum,
      controls: controls
        .filter(
          ({ control }) =>
            framework === undefined || control.framework === framework,
        )
        .map(standing => {
          const attested = latest.get(controlColumn(standing.control));
          return attested
            ? { ...standing, attestation: attestationOf(attested) }
            : standing;
        }),
      trend: trend.flatMap(point => {
        const score = percentOf(point.earned, point.possible);
        return score === undefined ? [] : [{ ...point, score }];
      }),
    };
  }
}
