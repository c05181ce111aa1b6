import { access, readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Command } from 'commander';
import {
  backendSchema,
  directorySchema,
  Stack,
  workspaceSchema,
} from '@countersign/plugin-change-management-common';
import { CommandFailure } from '../../output/failure';
import { backendIn } from './backend';

/** The options that say where a plan is applied; what is left out is read from Terraform's own files. */
export interface StackOptions {
  plan?: string;
  workspace?: string;
  directory?: string;
  backend?: string;
}

/** Adds `--workspace`, `--directory` and `--backend`. */
export function withStackOptions(command: Command): Command {
  return command
    .option(
      '--workspace <name>',
      'Terraform workspace (default: TF_WORKSPACE, or as chosen in the directory)',
    )
    .option(
      '--directory <path>',
      "Terraform's root module, from the root of the repository (default: where the plan is, or this one, if Terraform was initialized there)",
    )
    .option(
      '--backend <address>',
      'where the state is kept, such as gcs://bucket/prefix, without credentials (default: as initialized)',
    );
}

/**
 * Where a plan is applied. The same for one working directory, whatever it is asked for: what a change is opened with,
 * the gate is asked with and a deployment is reported with.
 *
 * @returns undefined where nothing is known of it
 */
export async function stackOf(
  options: StackOptions,
): Promise<Stack | undefined> {
  const module = await rootModule(options);
  const data = dataDirectory(module);
  const stack = {
    workspace: checked(
      'workspace',
      workspaceSchema,
      options.workspace ||
        process.env.TF_WORKSPACE?.trim() ||
        (await workspaceIn(data)),
    ),
    directory: checked(
      'directory',
      directorySchema,
      options.directory ?? (module && (await inRepository(module))),
    ),
    backend: checked(
      'backend',
      backendSchema,
      options.backend ?? (await backendOf(data)),
    ),
  };
  const known = Object.entries(stack).filter(([, said]) => said !== undefined);
  return known.length ? Object.fromEntries(known) : undefined;
}

/**
 * The directory in which Terraform was initialized: the one that is named, or else the plan's, or the one in which this
 * runs. Of one that is named and was not initialized here nothing more is known.
 */
async function rootModule(options: StackOptions): Promise<string | undefined> {
  const plan =
    options.plan && options.plan !== '-'
      ? [dirname(resolve(options.plan))]
      : [];
  const candidates = options.directory
    ? [await named(options.directory)]
    : [...plan, process.cwd()];
  for (const candidate of candidates) {
    if (await isThere(resolve(candidate, dataFolder()))) return candidate;
  }
  return undefined;
}

/** A directory is named from the root of the repository; outside of one, from here. */
async function named(directory: string): Promise<string> {
  const root = await repositoryRoot(process.cwd());
  return resolve(root ?? process.cwd(), directory);
}

function dataFolder(): string {
  return process.env.TF_DATA_DIR || '.terraform';
}

function dataDirectory(module: string | undefined): string | undefined {
  if (module === undefined) return undefined;
  return resolve(module, dataFolder());
}

/** Terraform's own default when none was chosen. */
async function workspaceIn(
  data: string | undefined,
): Promise<string | undefined> {
  if (data === undefined) return undefined;
  const chosen = await readIfThere(join(data, 'environment'));
  return chosen?.trim() || 'default';
}

async function backendOf(data: string | undefined) {
  if (data === undefined) return undefined;
  const text = await readIfThere(join(data, 'terraform.tfstate'));
  return text === undefined ? 'local' : backendIn(text);
}

/** From the root of the repository; undefined outside of one: an absolute path is another on each machine. */
async function inRepository(module: string): Promise<string | undefined> {
  const root = await repositoryRoot(module);
  if (root === undefined) return undefined;
  const path = relative(root, await realpath(module));
  return path.split(sep).join('/') || '.';
}

/** The nearest directory above that holds `.git`, which is a file in a work tree. */
async function repositoryRoot(from: string): Promise<string | undefined> {
  for (let directory = await realpath(from); ; directory = dirname(directory)) {
    if (await isThere(join(directory, '.git'))) return directory;
    if (directory === dirname(directory)) return undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function checked(
  name: string,
  schema:
    | typeof workspaceSchema
    | typeof directorySchema
    | typeof backendSchema,
  value: string | undefined,
): string | undefined {
  if (value === undefined || value === '') return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CommandFailure(
    `--${name}: ${result.error.issues.map(issue => issue.message).join('; ')}.`,
  );
}
