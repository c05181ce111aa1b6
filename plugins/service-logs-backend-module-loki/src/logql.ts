import { FilterProblem } from '@countersign/plugin-service-logs-common';

/** Longer ones nobody reads. */
const LONGEST = 2_000;

/**
 * What of a pipeline of LogQL cannot be asked: it follows the selector of the configuration, so it begins with a stage, and opens no
 * other selector. Whether Loki takes it, Loki says.
 */
export function pipelineProblems(text: string): FilterProblem[] {
  if (text.trim() === '') return [];
  if (text.length > LONGEST) {
    return [
      {
        from: LONGEST,
        to: text.length,
        message: `A query has ${LONGEST} characters at most.`,
      },
    ];
  }
  const first = text.search(/\S/);
  if (!/^(\||!=|!~)/.test(text.slice(first))) {
    return [
      {
        from: first,
        to: first + 1,
        message: 'Begin with a stage, such as |= "timeout" or | json.',
      },
    ];
  }
  return unquotedProblems(text);
}

function unquotedProblems(text: string): FilterProblem[] {
  let quote: { mark: string; at: number } | undefined;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quote) {
      if (character === '\\' && quote.mark === '"') i++;
      else if (character === quote.mark) quote = undefined;
    } else if (character === '"' || character === '`') {
      quote = { mark: character, at: i };
    } else if (character === '{' || character === '}' || character === '#') {
      return [
        {
          from: i,
          to: i + 1,
          message: `Put ${character} in quotes: which streams are read is for the configuration to say.`,
        },
      ];
    }
  }
  return quote
    ? [
        {
          from: quote.at,
          to: text.length,
          message: 'This quote is not closed.',
        },
      ]
    : [];
}

/** A selector as configuration writes it. */
export const selectorPattern = /^\{\s*[A-Za-z_]\w*\s*(=|!=|=~|!~)[^{}]*\}$/;

/** A selector narrowed to one stream of it. Values are quoted; names are those that Loki has. */
export function narrowed(
  selector: string,
  labels: Readonly<Record<string, string>>,
): string {
  const more = Object.entries(labels)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const inner = selector.slice(1, -1).trim().replace(/,$/, '');
  return `{${[inner, ...more].join(', ')}}`;
}
