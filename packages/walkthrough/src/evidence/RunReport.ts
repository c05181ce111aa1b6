import { setTimeout as delay } from 'node:timers/promises';
import {
  RunDetail,
  RunPhase,
} from '@countersign/plugin-compliance-evidence-common';
import { Stage } from '../Stage';
import { Trouble } from '../Trouble';

/** The service owner, who may run reports. */
export const owner = 'oscar-owner';
/** The report of the main job. */
export const report = 'sox-access-and-change';

const ENDED_MS = 180_000;
const ASK_EVERY_MS = 300;

const isDone = ({ state }: RunPhase) => state === 'done';

/** A run of a report, as whoever asked for it watches it. */
export class RunReport {
  private constructor(
    readonly stage: Stage,
    readonly number: string,
    readonly name: string,
  ) {}

  /** Asks for a report, the quarterly one unless another is named, and waits for its end; phases are told as they come. */
  static async of(
    stage: Stage,
    parameters: Record<string, string | string[]>,
    name = report,
  ): Promise<RunReport> {
    const { status, body } = await stage.portal.call<RunDetail>(
      owner,
      'POST',
      '/compliance-evidence/runs',
      { report: name, parameters, deliver: true },
    );
    if (status !== 201 && status !== 200) {
      throw new Trouble(
        `The run was refused with ${status}: ${JSON.stringify(body)}`,
      );
    }
    const run = new RunReport(stage, body.run.number, name);
    await run.#untilItEnds();
    return run;
  }

  get(): Promise<RunDetail> {
    return this.read<RunDetail>('');
  }

  /** What the API has of it, below its own path. */
  async read<T>(path: string): Promise<T> {
    const asked = `/compliance-evidence/runs/${this.number}${path}`;
    const { status, body } = await this.stage.portal.call<T>(
      owner,
      'GET',
      asked,
    );
    if (status !== 200) {
      throw new Trouble(`The portal answered ${status} to ${asked}`);
    }
    return body;
  }

  /** Asks something of the run afterwards. */
  async ask<T>(verb: string, body: object): Promise<T> {
    const asked = `/compliance-evidence/runs/${this.number}/${verb}`;
    const answer = await this.stage.portal.call<T>(owner, 'POST', asked, body);
    if (answer.status >= 300) {
      throw new Trouble(
        `The portal answered ${answer.status} to ${asked}: ${JSON.stringify(
          answer.body,
        )}`,
      );
    }
    return answer.body;
  }

  async bytes(path: string): Promise<Uint8Array> {
    const asked = `/compliance-evidence/runs/${this.number}${path}`;
    const { status, bytes } = await this.stage.portal.call(owner, 'GET', asked);
    if (status !== 200) {
      throw new Trouble(`The portal answered ${status} to ${asked}`);
    }
    return bytes;
  }

  async #untilItEnds(): Promise<void> {
    const told = new Set<string>();
    const deadline = Date.now() + ENDED_MS;
    for (;;) {
      const { run, phases } = await this.get();
      for (const phase of phases.filter(isDone)) {
        if (!told.has(phase.phase)) this.stage.report.say(`✓ ${phase.phase}`);
        told.add(phase.phase);
      }
      if (run.state === 'completed') return;
      if (run.state !== 'queued' && run.state !== 'running') {
        throw new Trouble(
          `${this.number} is ${run.state}: ${run.failure?.problem ?? ''}`,
        );
      }
      if (Date.now() > deadline) {
        throw new Trouble(`${this.number} has not ended in three minutes`);
      }
      await delay(ASK_EVERY_MS);
    }
  }
}
