import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  FaultControl,
  FaultRules,
} from '@countersign/plugin-chaos-drills-common';

/** Puts faults into one kind of target. */
export interface FaultProviderOfModule {
  /** As experiments name it under `with`: a lower-case word. */
  readonly name: string;
  /** Each of its requests is safe to repeat. */
  readonly control: FaultControl;
  /** What is wrong with a fault as an experiment has it: told to whoever reads the experiment, long before it is run. */
  readonly check?: FaultRules['check'];
  /**
   * What a target is at this moment, such as the names of pods behind a label: shown before the start and resolved again at it.
   * Absent, a target is what the experiment calls it.
   */
  resolve?(target: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Whether a target belongs to an entity of the catalog. Absent, the hosts that configuration names for the entity have to
   * contain the target, as it is written there.
   */
  belongs?(target: string, entityRef: string): Promise<boolean>;
}

/** Takes the fault providers of modules. */
export interface FaultProviders {
  /** @throws Error when there is one of that name already */
  addProvider(provider: FaultProviderOfModule): void;
}

/** Where modules add providers of faults beside `http`. */
export const faultProvidersExtensionPoint =
  createExtensionPoint<FaultProviders>({ id: 'chaos-drills.faults' });
