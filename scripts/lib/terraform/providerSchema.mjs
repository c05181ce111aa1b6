import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a block of the provider may have: its arguments, those it must have, and the blocks in it. */
class BlockSchema {
  constructor(source, declarations, functionName) {
    const { arguments: args, blocks } = readStruct(source, functionName);
    this.arguments = args;
    this.required = requiredOf(declarations, interfaceOf(functionName), args);
    this.blocks = new Map(
      blocks.map(([name, inner]) => [
        name,
        () => new BlockSchema(source, declarations, inner),
      ]),
    );
  }
}

/**
 * The schema of Google's provider, read off the classes that CDK for Terraform generated from it: here no provider can be
 * downloaded.
 */
export class ProviderSchema {
  #folder;
  #known = new Map();

  /** @param folder - where `@cdktf/provider-google` is installed */
  constructor(folder) {
    this.#folder = path.join(folder, 'lib');
  }

  /**
   * @param kind - `resource` or `data`
   * @returns what it may have and what can be read of it, or undefined where there is no such type
   */
  async type(kind, type) {
    const key = `${kind} ${type}`;
    if (!this.#known.has(key)) {
      this.#known.set(key, await this.#read(kind, type));
    }
    return this.#known.get(key);
  }

  async #read(kind, type) {
    const name = type.replace(/^google_/, '').replaceAll('_', '-');
    const folder = path.join(
      this.#folder,
      kind === 'data' ? `data-google-${name}` : name,
    );
    if (!existsSync(path.join(folder, 'index.js'))) return undefined;
    const [source, declarations] = await Promise.all([
      readFile(path.join(folder, 'index.js'), 'utf8'),
      readFile(path.join(folder, 'index.d.ts'), 'utf8'),
    ]);
    if (!source.includes(`tfResourceType = "${type}"`)) return undefined;
    const root = rootOf(source);
    const config = /export interface (\w+Config) extends/.exec(declarations)[1];
    return {
      block: {
        arguments: root.arguments,
        required: requiredOf(declarations, config, root.arguments),
        blocks: new Map(
          root.blocks.map(([block, inner]) => [
            block,
            () => new BlockSchema(source, declarations, inner),
          ]),
        ),
      },
      /** Whatever an expression may read of it. */
      attributes: new Set([
        ...Array.from(
          source.matchAll(/this\.get\w+Attribute\('(\w+)'\)/g),
          ([, attribute]) => attribute,
        ),
        ...root.arguments.keys(),
        ...root.blocks.map(([block]) => block),
        ...Array.from(
          source.matchAll(/new \w+\(this, "(\w+)"/g),
          ([, attribute]) => attribute,
        ),
      ]),
    };
  }
}

const rootOf = source =>
  entriesOf(
    /synthesizeAttributes\(\) \{\s*return \{([\s\S]*?)\n {8}\};/,
    source,
  );

function readStruct(source, functionName) {
  const start = source.indexOf(`function ${functionName}(struct) {`);
  const end = source.indexOf('\n}', start);
  return entriesOf(
    /\n {4}return \{([\s\S]*?)\n {4}\};/,
    source.slice(start, end + 2),
  );
}

/** `snake_case: mapper(struct.camelCase)`: what is mapped by a function of the file is a block. */
function entriesOf(pattern, text) {
  const [, body = ''] = pattern.exec(text) ?? [];
  const args = new Map();
  const blocks = [];
  for (const [, name, mapper] of body.matchAll(/^\s+(\w+): (.*),$/gm)) {
    const inner = /(?<![.\w])(\w+ToTerraform)\b/.exec(
      mapper.replaceAll(/cdktf\.\w+/g, 'cdktf'),
    )?.[1];
    const property = /(?:struct|this)\.\_?(\w+)/.exec(mapper)?.[1];
    if (inner) blocks.push([name, inner]);
    args.set(name, property);
  }
  return { arguments: args, blocks };
}

const interfaceOf = functionName => {
  const name = functionName.replace(/ToTerraform$/, '');
  return name[0].toUpperCase() + name.slice(1);
};

/** Names of arguments that its interface has without a question mark. */
function requiredOf(declarations, name, args) {
  const start = declarations.search(
    new RegExp(`^export interface ${name}\\b`, 'm'),
  );
  if (start < 0) return [];
  const body = declarations.slice(start, declarations.indexOf('\n}', start));
  return Array.from(args)
    .filter(([, property]) => new RegExp(`readonly ${property}:`).test(body))
    .map(([argument]) => argument);
}
