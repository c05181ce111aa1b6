import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const META = new Set([
  ...['count', 'for_each', 'provider', 'depends_on', 'lifecycle'],
  ...['connection', 'provisioner', 'timeouts'],
]);
const OTHER_PROVIDERS = /^(random|terraform)_/;

/**
 * Checks a folder of Terraform as `terraform validate` would, as far as that goes without the provider: types of resources,
 * arguments and blocks at any depth, what must be there, and that each reference leads to something that exists.
 *
 * @returns what is wrong, a line each
 */
export async function checkModule(folder, { parse, schema, texts }) {
  const files = texts ?? (await readTexts(folder));
  const module = await readModule(folder, parse, files);
  const problems = [];
  const say = (place, problem) => problems.push(`${place}: ${problem}`);

  for (const { kind, type, name, body } of module.resources) {
    const place = `${kind} ${type}.${name}`;
    if (OTHER_PROVIDERS.test(type)) continue;
    const found = await schema.type(kind, type);
    if (!found) say(place, 'there is no such type');
    else checkBlock(body, found.block, place, say, true);
  }

  for (const [name, call] of module.calls) {
    await checkCall(name, call, folder, parse, say);
  }

  for (const [place, text] of module.expressions) {
    for (const problem of await badReferences(text, module, schema)) {
      say(place, problem);
    }
  }
  for (const name of Object.keys(module.variables)) {
    if (!module.expressions.some(([, text]) => reads(text, `var.${name}`))) {
      say(`variable ${name}`, 'nothing uses it');
    }
  }
  for (const kind of ['variable', 'output']) {
    for (const [name, body] of Object.entries(module[`${kind}s`])) {
      if (!body.description) say(`${kind} ${name}`, 'has no description');
    }
  }
  return problems;
}

/** The `.tf` files of a folder, by name. */
export async function readTexts(folder) {
  const names = (await readdir(folder)).filter(name => name.endsWith('.tf'));
  return Object.fromEntries(
    await Promise.all(
      names.map(async name => [
        name,
        await readFile(path.join(folder, name), 'utf8'),
      ]),
    ),
  );
}

async function readModule(folder, parse, files) {
  const module = {
    resources: [],
    calls: new Map(),
    variables: {},
    outputs: {},
    locals: new Set(),
    ephemeral: new Set(),
    expressions: [],
  };
  for (const [file, text] of Object.entries(files)) {
    const body = await parse(file, text);
    for (const kind of ['resource', 'data', 'ephemeral']) {
      for (const [type, named] of Object.entries(body[kind] ?? {})) {
        for (const [name, [block]] of Object.entries(named)) {
          if (kind === 'ephemeral') module.ephemeral.add(`${type}.${name}`);
          else module.resources.push({ kind, type, name, body: block });
        }
      }
    }
    for (const [name, [block]] of Object.entries(body.module ?? {})) {
      module.calls.set(name, block);
    }
    const first = named =>
      Object.fromEntries(
        Object.entries(named ?? {}).map(([name, [block]]) => [name, block]),
      );
    Object.assign(module.variables, first(body.variable));
    Object.assign(module.outputs, first(body.output));
    for (const block of body.locals ?? []) {
      Object.keys(block).forEach(name => module.locals.add(name));
    }
    collectExpressions(body, file, module.expressions);
  }
  return module;
}

/** Everything that is written `${…}` once it is JSON, with where it stands. */
function collectExpressions(value, place, found) {
  if (typeof value === 'string') {
    for (const [, text] of value.matchAll(
      /\$\{((?:[^{}]|\{[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g,
    )) {
      found.push([place, text]);
    }
  } else if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      collectExpressions(key, place, found);
      collectExpressions(
        inner,
        Array.isArray(value) ? place : `${place} ${key}`,
        found,
      );
      // These are bare references, not expressions in a text.
      if (['depends_on', 'ignore_changes'].includes(key)) {
        for (const each of [inner].flat())
          found.push([
            `${place} ${key}`,
            String(each).replace(/^\$\{|\}$/g, ''),
          ]);
      }
    }
  }
}

function checkBlock(body, schema, place, say, isRoot) {
  const given = { ...body };
  delete given.dynamic;
  const dynamic = Object.entries(body.dynamic ?? {});
  const present = new Set([
    ...Object.keys(given),
    ...dynamic.map(([name]) => name),
  ]);
  for (const name of schema.required) {
    if (!present.has(name)) say(place, `${name} is missing`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (isRoot && META.has(name)) continue;
    const inner = schema.blocks.get(name);
    if (inner) {
      const blocks = [value].flat().filter(each => typeof each === 'object');
      blocks.forEach(each =>
        checkBlock(each, inner(), `${place} ${name}`, say),
      );
    } else if (!schema.arguments.has(name)) {
      say(place, `there is no ${name} in it`);
    } else if (Array.isArray(value) && value.length && value.every(isBlock)) {
      say(place, `${name} is an argument, and is written as a block`);
    }
  }
  for (const [name, uses] of dynamic) {
    const inner = schema.blocks.get(name);
    if (!inner) say(place, `there is no block ${name} in it`);
    else {
      uses.forEach(({ content }) =>
        checkBlock(content[0], inner(), `${place} ${name}`, say),
      );
    }
  }
}

const isBlock = value =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

async function checkCall(name, call, folder, parse, say) {
  const place = `module ${name}`;
  const { source, for_each: _, count: __, depends_on: ___, ...given } = call;
  if (!source?.startsWith('.')) {
    say(place, 'its source is no folder of this repository');
    return;
  }
  const { variables } = await readModule(
    path.join(folder, source),
    parse,
    await readTexts(path.join(folder, source)),
  );
  for (const argument of Object.keys(given)) {
    if (!variables[argument]) say(place, `there is no variable ${argument}`);
  }
  for (const [variable, body] of Object.entries(variables)) {
    if (!('default' in body) && !(variable in given)) {
      say(place, `${variable} is missing`);
    }
  }
}

const reads = (text, reference) =>
  new RegExp(`(?<![\\w.])${reference.replace('.', '\\.')}(?![\\w-])`).test(
    text,
  );

/** References of an expression that lead nowhere. What stands in quotes is text, unless it is `${…}` itself. */
async function badReferences(text, module, schema) {
  const problems = [];
  const bare = text.replace(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '""');
  const find = pattern => [...bare.matchAll(pattern)];
  for (const [, name] of find(/(?<![\w.])var\.(\w+)/g)) {
    if (!module.variables[name]) problems.push(`there is no variable ${name}`);
  }
  for (const [, name] of find(/(?<![\w.])local\.(\w+)/g)) {
    if (!module.locals.has(name)) problems.push(`there is no local ${name}`);
  }
  for (const [, type, name] of find(/(?<![\w.])ephemeral\.(\w+)\.(\w+)/g)) {
    if (!module.ephemeral.has(`${type}.${name}`)) {
      problems.push(`there is no ephemeral ${type}.${name}`);
    }
  }
  for (const [, data, type, name, rest] of find(
    /(?<![\w.])(data\.)?(google_\w+)\.(\w+)((?:\[[^\]]*\])?(?:\.\w+)?)/g,
  )) {
    const kind = data ? 'data' : 'resource';
    const declared = module.resources.some(
      each => each.kind === kind && each.type === type && each.name === name,
    );
    const attribute = /\.(\w+)$/.exec(rest)?.[1];
    if (!declared) problems.push(`there is no ${kind} ${type}.${name}`);
    else if (attribute) {
      const found = await schema.type(kind, type);
      if (found && !found.attributes.has(attribute)) {
        problems.push(`${type} has no ${attribute}`);
      }
    }
  }
  return problems;
}

/** References to outputs of modules that these do not have; for a folder that calls modules. */
export async function badOutputs(folder, parse) {
  const texts = await readTexts(folder);
  const module = await readModule(folder, parse, texts);
  const outputs = new Map();
  for (const [name, { source }] of module.calls) {
    const inner = path.join(folder, source);
    const read = await readModule(inner, parse, await readTexts(inner));
    outputs.set(name, new Set(Object.keys(read.outputs)));
  }
  return module.expressions.flatMap(([place, text]) =>
    Array.from(text.matchAll(/(?<![\w.])module\.(\w+)(?:\[[^\]]*\])?\.(\w+)/g))
      .filter(([, name, output]) => !outputs.get(name)?.has(output))
      .map(
        ([, name, output]) => `${place}: there is no module.${name}.${output}`,
      ),
  );
}
