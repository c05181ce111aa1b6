import { isObject } from './readExport';

/** What stands at a path, several where it leads through a list. A column of CSV may have a dot in its name. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(each => valuesAt(each, path));
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, path)) {
    const found = value[path];
    return Array.isArray(found) ? found : [found];
  }
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (Object.hasOwn(value, head)) {
      return valuesAt(value[head], path.slice(dot + 1));
    }
  }
  return [];
}

/**
 * A value as people read it: of a reference in ServiceNow what it shows, of an object in Jira its name, of a document in
 * Jira its text. Empty where there is nothing.
 */
export function shownText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value.map(shownText).filter(Boolean).join(', ');
  }
  if (!isObject(value)) return String(value).trim();
  if (value.type === 'doc') return documentText(value).trim();
  for (const name of ['display_value', 'displayName', 'name', 'value', 'key']) {
    if (Object.hasOwn(value, name)) {
      const text = shownText(value[name]);
      if (text) return text;
    }
  }
  return '';
}

/** The same of a time: ServiceNow shows it in the zone of whoever asked, and has it in UTC as `value`. */
export function timeText(value: unknown): string {
  return isObject(value) && Object.hasOwn(value, 'value')
    ? shownText(value.value)
    : shownText(value);
}

/** Nodes of Atlassian's documents after which a line ends. */
const blocks = new Set([
  'blockquote',
  'codeBlock',
  'hardBreak',
  'heading',
  'listItem',
  'mediaSingle',
  'panel',
  'paragraph',
  'rule',
  'tableRow',
]);

/** Deeper nodes are no document that people wrote. */
const DEEPEST = 50;

function documentText(node: unknown, depth = 0): string {
  if (!isObject(node) || depth > DEEPEST) return '';
  const { type, content } = node;
  const own = ownText(node);
  const inner = Array.isArray(content)
    ? content.map(each => documentText(each, depth + 1)).join('')
    : '';
  const line = `${own}${inner}`;
  return blocks.has(String(type)) && !line.endsWith('\n') ? `${line}\n` : line;
}

/** What a node of a document says itself. */
function ownText({ type, text, attrs }: Record<string, unknown>): string {
  if (typeof text === 'string') return text;
  const isNamed = type === 'mention' || type === 'emoji';
  return isNamed && isObject(attrs) ? shownText(attrs.text) : '';
}

/** Every path of a row that a mapping may name, for whoever named another one. */
export function pathsOf(value: unknown, depth = 0): string[] {
  if (Array.isArray(value)) {
    return value.slice(0, 20).flatMap(each => pathsOf(each, depth));
  }
  if (!isObject(value) || depth > 4) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    name,
    ...pathsOf(member, depth + 1).map(path => `${name}.${path}`),
  ]);
}
