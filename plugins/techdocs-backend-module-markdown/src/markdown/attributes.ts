import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';

/** `{ #id .class width="300" }` or `{: … }`, as a list of attributes. */
const list =
  /^\{:?[ \t]*((?:(?:[#.][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'}]+))[ \t]*)+)\}/;
const attribute =
  /([#.])([\w-]+)|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))/g;

/** What an author may say of an element; the sanitizer has the last word. */
const allowed = new Set(['align', 'height', 'id', 'loading', 'title', 'width']);

/** Attributes in braces behind a link, an image or code. */
export function attributeLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'attribute_lists', state => {
    for (const { children } of state.tokens) {
      children?.forEach((token, index) => {
        const before = token.type === 'text' && targetOf(children, index - 1);
        if (before) {
          token.content = takeAttributes(token.content, before);
        }
      });
    }
  });
}

/** Gives a token the attributes that stand first in a text, and returns the rest of it. */
export function takeAttributes(text: string, token: Token): string {
  const match = list.exec(text);
  if (!match) {
    return text;
  }
  for (const [, mark, name, key, ...values] of match[1].matchAll(attribute)) {
    if (mark === '.') {
      token.attrJoin('class', name);
    } else if (mark === '#') {
      token.attrSet('id', name);
    } else if (allowed.has(key)) {
      token.attrSet(key, values.find(value => value !== undefined) ?? '');
    }
  }
  return text.slice(match[0].length);
}

function targetOf(children: Token[], index: number): Token | undefined {
  const token = children[index];
  switch (token?.type) {
    case 'image':
    case 'code_inline':
      return token;
    case 'link_close':
      return children
        .slice(0, index)
        .reverse()
        .find(
          ({ type, level }) => type === 'link_open' && level === token.level,
        );
    default:
      return undefined;
  }
}
