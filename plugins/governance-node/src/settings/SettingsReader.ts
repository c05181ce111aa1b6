import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { inWords, unknownKeys } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Reads one root of the configuration, and names the path of what is wrong in it. */
export class SettingsReader {
  readonly #config: RootConfigService;
  readonly #root: string;
  readonly #known: string[] = [];

  constructor(config: RootConfigService, root: string) {
    this.#config = config;
    this.#root = root;
  }

  /** @throws InputError */
  read<T extends z.ZodType>(
    key: string,
    schema: T,
    fallback: unknown,
  ): z.output<T> {
    const path = this.#pathOf(key);
    return parseSetting(
      path,
      schema,
      this.#config.getOptional(path) ?? fallback,
    );
  }

  /**
   * Milliseconds, at least one.
   *
   * @param example - How to write it, for whoever wrote something else.
   * @throws InputError
   */
  duration(key: string, fallback: HumanDuration, example: string): number {
    const path = this.#pathOf(key);
    const ms = durationToMilliseconds(
      this.#config.has(path)
        ? readDurationFromConfig(this.#config, { key: path })
        : fallback,
    );
    if (!(ms > 0)) {
      throw new InputError(
        `Invalid configuration. ${path}: must be longer than nothing, such as ${example}`,
      );
    }
    return ms;
  }

  /**
   * What the area's ledger is called in every proof: its adopter may say, as `ledgerOrigin`.
   *
   * @throws InputError
   */
  ledgerOrigin(pluginId: string): string {
    return this.read(
      'ledgerOrigin',
      z.string().regex(/^[^\s+]+$/, 'must not contain blanks or +'),
      `countersign/${pluginId}`,
    );
  }

  /** Keys that somebody else reads. */
  leave(keys: readonly string[]): void {
    this.#known.push(...keys);
  }

  /**
   * A key that is misspelt would be passed over, and its default apply without a word.
   *
   * @throws InputError when there are keys that nobody has read
   */
  demandKnownKeys(): void {
    refuseUnknownKeys(this.#config, this.#root, this.#known);
  }

  #pathOf(key: string): string {
    this.#known.push(key);
    return `${this.#root}.${key}`;
  }
}

/**
 * Refuses keys of a root that nobody reads: each by name, with the one that was probably meant.
 *
 * @throws InputError
 */
export function refuseUnknownKeys(
  config: RootConfigService,
  root: string,
  known: readonly string[],
): void {
  const unknown =
    config
      .getOptionalConfig(root)
      ?.keys()
      .filter(key => !known.includes(key)) ?? [];
  if (unknown.length > 0) {
    throw new InputError(
      `Invalid configuration. ${root}: ${unknownKeys(unknown, known)}`,
    );
  }
}

/**
 * @param path - Where in the configuration the value stands.
 * @throws InputError
 */
export function parseSetting<T extends z.ZodType>(
  path: string,
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value, inWords);
  if (result.success) return result.data;
  const issues = result.error.issues.map(issue => {
    const at = issue.path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('');
    return `${path}${at}: ${issue.message}`;
  });
  throw new InputError(`Invalid configuration. ${issues.join('; ')}`);
}
