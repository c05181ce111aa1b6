import { DefinitionProblem } from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** What is wrong with definitions, as it was found last. */
export class ProblemStore {
  async replace(
    trx: Knex.Transaction,
    problems: readonly DefinitionProblem[],
  ): Promise<void> {
    await trx('definition_problems').delete();
    await trx.raw(
      `INSERT INTO definition_problems (problem)
       SELECT value FROM jsonb_array_elements(?::jsonb)`,
      [JSON.stringify(problems)],
    );
  }

  async list(knex: Knex): Promise<DefinitionProblem[]> {
    const rows = await knex('definition_problems')
      .select('problem')
      .orderBy('seq');
    return rows.map(({ problem }) => problem);
  }
}
