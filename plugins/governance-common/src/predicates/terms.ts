import { TextTerm } from './vocabulary';

/** A reference to an entity, such as the one given. */
export const entityTerm = (like: string): TextTerm => ({
  holds: 'text',
  form: {
    whole: /^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9-_.]*\/[a-z0-9][a-z0-9-_.]*$/i,
    beginning:
      /^([a-z][a-z0-9-]*(:([a-z0-9][a-z0-9-_.]*(\/([a-z0-9][a-z0-9-_.]*)?)?)?)?)?$/i,
    like: `a full entity reference such as ${like}`,
  },
});

/** An environment: one of those that are known, or any word. */
export const environmentTerm = (known?: readonly string[]): TextTerm => ({
  holds: 'text',
  values: known,
  form: {
    whole: /^[a-z0-9]+(-[a-z0-9]+)*$/i,
    beginning: /^([a-z0-9]+-?)*$/i,
    like: 'a word such as production',
  },
});

/** A person, or a pipeline or plugin such as `external:ci`. */
export const principalTerm: TextTerm = {
  holds: 'text',
  form: {
    whole: /^[^\s:]+:\S+$/,
    beginning: /^[^\s:]+(:\S*)?$/,
    like: 'a full reference such as user:default/dana-developer',
  },
};

/** How many of something there are. */
export const countTerm = {
  holds: 'number',
  least: 0,
  most: Number.MAX_SAFE_INTEGER,
  whole: true,
} as const;
