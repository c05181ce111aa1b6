import { stringifyError } from '@backstage/errors';
import { turnsOf } from '@countersign/demo-estate';
import {
  DemoIncidentDesk,
  DemoIncidentStage,
} from '@countersign/plugin-incident-management-node';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';
import { References, Step, Story } from './types';

interface Progress {
  story: Story;
  /** It could not go on. */
  stopped?: boolean;
}

/** Plays stories: each step at its own time, in the name of whoever takes it. */
export class Player {
  readonly #numbers = new Map<string, string>();

  /** @param changes - The numbers of changes, by their titles. */
  constructor(
    private readonly stage: DemoIncidentStage,
    private readonly changes: ReadonlyMap<string, string>,
  ) {}

  /**
   * @param until - Up to here time passes after the last step.
   * @returns the ids of stories that could not be told to their end
   * @throws what the portal stops with, or the loss of the connection; a step that is refused ends its story
   */
  async play(stories: readonly Story[], until: Date): Promise<string[]> {
    const { signal, onProgress } = this.stage;
    const turns = turnsOf<Step, Story, Progress>(stories, story => ({ story }));
    const stopped: string[] = [];
    for (const [i, { step, progress }] of turns.entries()) {
      signal.throwIfAborted();
      onProgress(i, turns.length);
      if (!progress.stopped && !(await this.#take(step, progress))) {
        stopped.push(progress.story.id);
      }
    }
    await this.stage.at(until.toISOString());
    onProgress(turns.length, turns.length);
    return stopped;
  }

  /** Resolves to false when the story cannot go on. */
  async #take(step: Step, progress: Progress): Promise<boolean> {
    const { id } = progress.story;
    try {
      const desk = await this.stage.at(step.at, { tells: step.tell });
      await this.#do(desk, step, progress.story);
    } catch (error) {
      if (databaseTroubleOf(error)) throw error;
      progress.stopped = true;
      this.stage.logger.warn(
        `The demo incident ${id} stops at "${step.do}" of ${
          step.at
        }: ${stringifyError(error)}`,
      );
    }
    return !progress.stopped;
  }

  async #do(
    desk: DemoIncidentDesk,
    step: Step,
    { id, group, quiet }: Story,
  ): Promise<void> {
    const refs = this.#references();
    const by = step.by ?? '';
    switch (step.do) {
      case 'deliver':
        await desk.deliver(step.delivery);
        if (group && !quiet && !this.#numbers.has(id)) {
          const { entityRef, condition } = group;
          this.#numbers.set(id, await desk.incidentOf(entityRef, condition));
        }
        break;
      case 'declare':
        this.#numbers.set(id, await desk.declare(by, step.incident));
        break;
      case 'act':
        await desk.act(by, refs.of(id), step.call(refs));
        break;
      case 'review':
        await desk.writeReview(by, refs.of(id), step.words);
        break;
      case 'finish-action':
        await desk.finishAction(by, refs.of(id), step);
        break;
      case 'open-problem':
        this.#numbers.set(id, await desk.openProblem(by, step.problem(refs)));
        break;
      default:
        await desk.actOnProblem(by, refs.of(id), step.call(refs));
    }
  }

  #references(): References {
    const found = (numbers: ReadonlyMap<string, string>, name: string) => {
      const number = numbers.get(name);
      if (!number) throw new Error(`There is no record of "${name}"`);
      return number;
    };
    return {
      change: title => found(this.changes, title),
      of: story => found(this.#numbers, story),
    };
  }
}
