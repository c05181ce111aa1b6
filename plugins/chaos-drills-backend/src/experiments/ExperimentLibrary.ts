import { readdir, readFile } from 'fs/promises';
import path from 'path';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  allowedHosts,
  Experiment,
  experimentProblemLine,
  ExperimentView,
  hostOf,
  readExperiment,
  readVariables,
  Variables,
} from '@countersign/plugin-chaos-drills-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { sha256Digest } from './digest';
import { FaultProviderSet } from './FaultProviderSet';
import { Settings, TargetSettings } from '../settings';

/** An experiment that can be played. */
export interface Playable {
  experiment: Experiment & { drill: NonNullable<Experiment['drill']> };
  variables: Variables;
  target: TargetSettings;
  /** That it may talk to. */
  hosts: ReadonlySet<string>;
}

/** An experiment in its file. */
export interface FoundExperiment {
  name: string;
  file: string;
  text: string;
}

/** An experiment whose file says when drills of it are to be. */
export interface ScheduledExperiment {
  name: string;
  times: NonNullable<NonNullable<Experiment['drill']>['schedule']>;
}

const ENDING = /\.(ya?ml|json)$/;

/** Experiments as code: the files of one folder. People choose among them, and nobody sends one. */
export class ExperimentLibrary {
  constructor(
    private readonly settings: Pick<
      Settings,
      'folder' | 'targets' | 'processes'
    >,
    private readonly faults: Pick<FaultProviderSet, 'rules'>,
  ) {}

  async list(): Promise<ExperimentView[]> {
    const found = await this.#files();
    return found.map(each => this.#view(each));
  }

  /** Those that can be read and have a schedule. */
  async scheduled(): Promise<ScheduledExperiment[]> {
    const found = await this.#files();
    return found.flatMap(each => {
      const times = this.#read(each).experiment?.drill?.schedule;
      return times ? [{ name: each.name, times }] : [];
    });
  }

  /** @throws NotFoundError */
  async get(name: string): Promise<ExperimentView & { text: string }> {
    const found = await this.find(name);
    return { ...this.#view(found), text: found.text };
  }

  /** @throws NotFoundError */
  async find(name: string): Promise<FoundExperiment> {
    const files = await this.#files();
    const found = files.find(each => each.name === name);
    if (found) return found;
    throw new NotFoundError(
      `There is no experiment ${name}; there are ${
        files.map(each => each.name).join(', ') || 'none'
      }`,
    );
  }

  /**
   * Reads an experiment with the variables of its entity.
   *
   * @throws InputError saying all that keeps it from being played
   */
  playable({ file, text }: { file: string; text: string }): Playable {
    const { target, experiment, problems } = this.#read({ file, text });
    if (!experiment) {
      const errors = problems.filter(({ severity }) => severity === 'error');
      throw wrongField(
        'experiment',
        errors.map(experimentProblemLine).join('\n'),
        InputError,
      );
    }
    const { drill } = experiment;
    if (!drill) {
      throw wrongField(
        'experiment',
        `${file} names no entity: write extensions with a member named countersign`,
        InputError,
      );
    }
    if (!target) {
      throw wrongField(
        'experiment',
        `${drill.entity} may not be drilled: name it with its hosts under chaosDrills.targets`,
        InputError,
      );
    }
    const { variables } = readVariables(experiment.document, sourcesOf(target));
    const hosts = allowedHosts(drill.hosts, variables);
    const permitted = allowedHosts(target.hosts, { values: new Map() });
    const outside = [...hosts].filter(host => !permitted.has(host));
    if (outside.length > 0) {
      throw wrongField(
        'experiment',
        `${outside.join(', ')} is not among the hosts of ${
          drill.entity
        } under chaosDrills.targets: ${[...permitted].join(', ')}`,
        InputError,
      );
    }
    return { experiment: { ...experiment, drill }, variables, target, hosts };
  }

  async #files(): Promise<FoundExperiment[]> {
    const { folder } = this.settings;
    if (!folder) return [];
    const names = (await filesOf(folder)).filter(name => ENDING.test(name));
    return Promise.all(
      names.sort().map(async file => ({
        name: file.replace(ENDING, ''),
        file,
        text: await readFile(path.join(folder, file), 'utf8'),
      })),
    );
  }

  #read({ file, text }: { file: string; text: string }) {
    const { processes, targets } = this.settings;
    const options = { processes, faults: this.faults.rules() };
    // Which variables it gets depends on the entity that it names.
    const { experiment: first } = readExperiment({ file, text }, options);
    const target = targets.find(
      ({ entity }) => entity === first?.drill?.entity,
    );
    return {
      target,
      ...(target
        ? readExperiment(
            { file, text },
            { ...options, variables: sourcesOf(target) },
          )
        : readExperiment({ file, text }, options)),
    };
  }

  #view({ name, file, text }: FoundExperiment): ExperimentView {
    const { experiment, problems } = this.#read({ file, text });
    const { drill } = experiment ?? {};
    return {
      name,
      title: experiment?.title ?? file,
      ...(experiment && { description: experiment.document.description }),
      ...(drill && { entity: drill.entity, scenario: drill.scenario }),
      ...(drill?.runbook && { runbook: drill.runbook }),
      ...(drill?.schedule && { scheduled: true }),
      digest: sha256Digest(text),
      problems: problems.map(({ severity, line, path: at, rule, message }) => ({
        ...{ severity, line, rule, message },
        path: at,
      })),
    };
  }
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Where it is, is no business of whoever asks.
    const { code } = error as { code?: unknown };
    throw new ServiceUnavailableError(
      `The folder of experiments (chaosDrills.folder) cannot be read: ${String(
        code,
      )}`,
    );
  }
}

/** The environment of the portal holds secrets of others: an experiment sees what configuration gives its entity. */
function sourcesOf({ variables }: TargetSettings) {
  return { environment: variables };
}

/** Whether a target of a fault is named for its entity. */
export function isNamedTarget(
  target: string,
  { hosts }: TargetSettings,
): boolean {
  const host = hostOf(target);
  return (
    hosts.includes(target) ||
    (host !== undefined && allowedHosts(hosts, { values: new Map() }).has(host))
  );
}
