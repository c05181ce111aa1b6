import {
  FaultControl,
  FaultRules,
  httpFaults,
} from '@countersign/plugin-chaos-drills-common';
import { FaultProviderOfModule } from '@countersign/plugin-chaos-drills-node';

/** Every provider of faults: `http`, and those of modules. */
export class FaultProviderSet {
  readonly #ofModules = new Map<string, FaultProviderOfModule>();

  add(provider: FaultProviderOfModule): void {
    const { name } = provider;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new Error(`A fault provider is named by a word, and not ${name}`);
    }
    if (name === 'http' || this.#ofModules.has(name)) {
      throw new Error(`There is a fault provider ${name} already`);
    }
    this.#ofModules.set(name, provider);
  }

  get(name: string): FaultProviderOfModule | undefined {
    return this.#ofModules.get(name);
  }

  /** What each says about experiments. */
  rules(): Map<string, FaultRules> {
    return new Map<string, FaultRules>([
      ['http', {}],
      ...[...this.#ofModules.values()].map(
        ({ name, check, control: { canRenew } }): [string, FaultRules] => [
          name,
          { canRenew, check },
        ],
      ),
    ]);
  }

  /** What each is asked by, for one run. */
  controls(
    hosts: ReadonlySet<string>,
    asked: Pick<Parameters<typeof httpFaults>[0], 'fetch' | 'now'>,
  ): Map<string, FaultControl> {
    return new Map<string, FaultControl>([
      ['http', httpFaults({ ...asked, hosts })],
      ...[...this.#ofModules.values()].map(
        ({ name, control }): [string, FaultControl] => [name, control],
      ),
    ]);
  }
}
