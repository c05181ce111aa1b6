import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import fc from 'fast-check';
import { itemView } from './itemView';
import { predicateProblems } from './predicateProblems';
import { findMatch } from './satisfiable';
import { ConfiguredWords, itemVocabulary } from './itemVocabulary';
import { countTerm, principalTerm } from './terms';
import { Term, Vocabulary } from './vocabulary';

const configured: ConfiguredWords = {
  environments: ['production', 'staging', 'qa'],
  kinds: ['Cluster'],
};
const ofItem = itemVocabulary(configured);
/** With what a vocabulary of items lacks: lists, numbers and persons. */
const ofDrill: Vocabulary = {
  'drill.kind': { holds: 'text', values: ['failover', 'load'], always: true },
  'drill.lead': { ...principalTerm, always: true },
  'drill.steps': { ...countTerm, always: true },
  'drill.isRecorded': { holds: 'flag', always: false },
  score: { holds: 'number', least: 0, most: 100, whole: false, always: true },
  items: { holds: 'list', of: ofItem, always: true },
};
const itemProblems = (predicate: unknown) =>
  predicateProblems(predicate, ofItem);
const drillProblems = (predicate: unknown) =>
  predicateProblems(predicate, ofDrill);

describe('properties of any name', () => {
  const vocabulary: Vocabulary = {
    'labels.*': { holds: 'text', always: false },
    title: { holds: 'text', always: true },
  };
  const problems = (predicate: unknown) =>
    predicateProblems(predicate, vocabulary);

  it('are told by where they are, and what is elsewhere is none of them', () => {
    expect(problems({ 'labels.kubernetes.io/name': 'api' })).toEqual([]);
    expect(problems({ 'labels.job': { $hasPrefix: 'a' }, title: 'b' })).toEqual(
      [],
    );
    expect(problems({ 'label.job': 'a' })).toMatchObject([
      { message: expect.stringContaining('there is no property label.job') },
    ]);
    expect(problems({ labels: 'a' })).toHaveLength(1);
    expect(problems({ 'labels.': 'a' })).toHaveLength(1);
  });

  it('do not contradict each other, and themselves they do', () => {
    expect(
      problems({ $all: [{ 'labels.a': 'x' }, { 'labels.b': 'y' }] }),
    ).toEqual([]);
    expect(
      problems({ $all: [{ 'labels.a': 'x' }, { 'labels.a': 'y' }] }),
    ).toHaveLength(1);
  });
});

describe('the vocabulary', () => {
  const item = itemView({
    entityRef: 'component:default/a',
    kind: 'component',
    namespace: 'default',
    name: 'a',
    title: 'A',
    soxScope: false,
    stateful: false,
    terraformAddresses: [],
    problems: [],
    type: 'service',
    tier: 'tier-1',
    dataClassification: 'internal',
    environment: 'production',
    owner: 'group:default/a',
    system: 'system:default/b',
    lifecycle: 'production',
  });

  it('is what predicates see of items, no more and no less', () => {
    expect(Object.keys(ofItem).sort()).toEqual(pathsOf(item).sort());
  });

  it('accepts every value that an item has', () => {
    for (const path of pathsOf(item)) {
      const value = valueAt(item, path);
      const predicate = { [path]: value } as FilterPredicate;
      expect(itemProblems(predicate)).toEqual([]);
      expect(evaluateFilterPredicate(predicate, item)).toBe(true);
    }
  });

  function pathsOf(value: object, prefix = ''): string[] {
    return Object.entries(value).flatMap(([key, member]) =>
      typeof member === 'object' && !Array.isArray(member)
        ? pathsOf(member, `${prefix}${key}.`)
        : [`${prefix}${key}`],
    );
  }

  function valueAt(value: object, path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>(
        (at, key) => (at as Record<string, unknown>)[key],
        value,
      );
  }
});

describe('predicateProblems', () => {
  it.each([
    [{ soxScope: 'true' }, 'soxScope', 'must be true or false, without quotes'],
    [{ soxscope: true }, 'soxscope', 'did you mean soxScope?'],
    [{ 'metadata.nam': 'a' }, 'metadata.nam', 'did you mean metadata.name?'],
    [{ title: 'a' }, 'title', 'did you mean metadata.title?'],
    [{ metadata: 'a' }, 'metadata', 'one of metadata.namespace'],
    [{ toString: 'a' }, 'toString', 'there is no property'],
    [{ tier: 'teir-1' }, 'tier', 'did you mean tier-1?'],
    [{ tier: 1 }, 'tier', 'is never 1: it is one of tier-1'],
    [{ tier: { $in: [] } }, 'tier.$in', 'names nothing'],
    [{ tier: { $in: ['tier-1', 'gold'] } }, 'tier.$in.1', 'never "gold"'],
    [{ tier: { $in: 'tier-1' } }, 'tier.$in', 'must be a list'],
    [{ tier: { $contains: 'tier-1' } }, 'tier.$contains', 'is for lists'],
    [{ tier: { $hasPrefix: 'tear' } }, 'tier.$hasPrefix', 'nothing begins'],
    [{ tier: { $exist: true } }, 'tier.$exist', 'did you mean $exists?'],
    [{ tier: { $exists: 'yes' } }, 'tier.$exists', 'must be true or false'],
    [{ tier: {} }, 'tier', 'must be a value, or one of $in'],
    [{ tier: { $exists: true, $in: ['tier-1'] } }, 'tier', 'nothing beside it'],
    [{ tier: null }, 'tier', 'must be a text, not null'],
    [{ tier: ['tier-1'] }, 'tier', 'must be a text, not a list'],
    [{ kind: 'Componnet' }, 'kind', 'did you mean Component?'],
    [{ kind: { $exists: false } }, 'kind.$exists', 'is always there'],
    [{ environment: 'prod' }, 'environment', 'one of production, staging, qa'],
    [{ owner: 'team-a' }, 'owner', 'a full entity reference such as group:'],
    [{ 'spec.type': '' }, 'spec.type', 'a text with something in it'],
    [{ 'spec.type': 'a\ud800' }, 'spec.type', 'cannot be stored'],
    [{ stateful: { $hasPrefix: 't' } }, 'stateful.$hasPrefix', 'is for texts'],
    [{ $any: [] }, '$any', 'names nothing'],
    [{ $all: { tier: 'tier-1' } }, '$all', 'must be a list'],
    [{ $or: [{ tier: 'tier-1' }] }, '$or', 'there is no operator'],
    [{ $not: { teir: 'tier-1' } }, '$not.teir', 'did you mean tier?'],
    [{ $any: [{}], tier: 'tier-1' }, '', '$any must stand alone'],
    [{ $all: [{ tier: 'tier-1' }, 'x'] }, '$all.1', 'must be an object'],
    [true, '', 'must be an object of conditions such as { kind: Component }'],
    ['{"kind":"Component"}', '', 'must be an object'],
  ])('of an item, %j: at %j', (predicate, path, message) => {
    expect(itemProblems(predicate).map(inWords)).toEqual([
      expect.stringContaining(`${path}: `),
    ]);
    expect(itemProblems(predicate)[0].message).toContain(message);
  });

  it.each([
    [{ 'drill.lead': 'dana' }, 'drill.lead', 'a full reference'],
    [{ 'drill.steps': 0.5 }, 'drill.steps', 'a whole number from 0'],
    [{ score: 101 }, 'score', 'a number from 0 to 100'],
    [{ tier: 'tier-1' }, 'tier', 'write items: { $contains: { tier: … } }'],
    [{ items: 'component:default/a' }, 'items', 'is a list'],
    [{ items: { $contains: 'a' } }, 'items.$contains', 'must be an object'],
    ['failover', '', 'conditions such as { drill.kind: … }'],
  ])('of a drill, %j: at %j', (predicate, path, message) => {
    const [problem] = drillProblems(predicate);
    expect(problem.path.join('.')).toBe(path);
    expect(problem.message).toContain(message);
  });

  it.each([
    { $not: {} },
    { $all: [{ tier: 'tier-1' }, { tier: 'tier-2' }] },
    { $all: [{ type: 'service' }, { 'spec.type': 'database' }] },
    { $all: [{ soxScope: true }, { $not: { soxScope: true } }] },
    { $not: { soxScope: { $exists: true } } },
    { $not: { tier: { $hasPrefix: 't' } } },
    { $all: [{ owner: { $exists: false } }, { owner: { $hasPrefix: 'g' } }] },
    { $not: { $any: [{ soxScope: true }, { soxScope: false }] } },
  ])('refuses what contradicts itself: %j', predicate => {
    const always = { $all: [{ tier: { $exists: true } }, predicate] };
    expect(itemProblems(always).map(({ message }) => message)).toEqual([
      expect.stringContaining('can never match'),
    ]);
    expect(
      drillProblems({ items: { $contains: always } }).map(inWords),
    ).toEqual([expect.stringContaining('can never match')]);
  });

  it.each([
    {},
    { kind: 'resource', tier: 'TIER-1' },
    { kind: 'cluster' },
    { 'metadata.name': 42 },
    { entityRef: { $hasPrefix: 'component:default/' } },
    { environment: { $in: ['qa', 'staging'] } },
    { $not: { owner: 'group:default/a' } },
    { $all: [] },
  ])('accepts %j', predicate => {
    expect(itemProblems(predicate)).toEqual([]);
  });

  it('accepts what may be asked of several items at once', () => {
    const tier = (value: string) => ({ items: { $contains: { tier: value } } });
    expect(
      drillProblems({
        $all: [
          tier('tier-1'),
          tier('tier-2'),
          { $not: tier('tier-3') },
          { score: '50' },
          { 'drill.lead': 'external:ci' },
        ],
      }),
    ).toEqual([]);
  });

  it('takes neither what is endlessly deep nor what is endlessly long', () => {
    let deep: object = { kind: 'API' };
    for (let i = 0; i < 10_000; i++) deep = { $not: deep };
    expect(itemProblems(deep)[0].message).toContain('nested more than');
    const long = {
      $any: Array.from({ length: 10_000 }, () => ({ tier: 'tier-1' })),
    };
    expect(itemProblems(long).map(inWords)).toEqual([
      expect.stringContaining('more than 500 conditions'),
    ]);
  });

  it('gives up on finding a match before it takes long', () => {
    const either = (path: string) => ({
      $any: ['a', 'b', 'c', 'd'].map(value => ({ [path]: value })),
    });
    const contradiction = { $all: [{ tier: 'tier-1' }, { tier: 'tier-2' }] };
    const predicate = {
      $all: [
        ...[
          'type',
          'metadata.name',
          'metadata.title',
          'spec.lifecycle',
        ].flatMap(path => [either(path), either(path), either(path)]),
        contradiction,
      ],
    };
    expect(findMatch(predicate as FilterPredicate, ofItem)).toBe('undecided');
    expect(itemProblems(predicate)).toEqual([]);
  });

  it.each([
    ['items', ofItem],
    ['drills', ofDrill],
  ])('accepts of %s only what something matches', (_, vocabulary) => {
    let found = 0;
    fc.assert(
      fc.property(predicates(vocabulary), predicate => {
        const match = findMatch(predicate, vocabulary);
        const isMatched =
          match !== undefined &&
          (match === 'undecided' || evaluateFilterPredicate(predicate, match));
        expect(isMatched).toBe(
          predicateProblems(predicate, vocabulary).length === 0,
        );
        found += isMatched ? 1 : 0;
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('refuses only what nothing matches', () => {
    const subjects = fc.sample(subjectsOf(ofItem), { numRuns: 300, seed: 7 });
    fc.assert(
      fc.property(predicates(ofItem), predicate => {
        fc.pre(itemProblems(predicate).length > 0);
        for (const subject of subjects) {
          expect(evaluateFilterPredicate(predicate, subject)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function inWords({ path, message }: { path: unknown[]; message: string }) {
  return `${path.join('.')}: ${message}`;
}

/** Values a property can have, a few of those it could. */
function valuesOf(term: Term): fc.Arbitrary<string | number | boolean> {
  if (term.holds === 'flag') return fc.boolean();
  if (term.holds === 'number') return fc.integer({ min: 0, max: 3 });
  if (term.holds === 'list') throw new Error('a list has members');
  if (term.values) return fc.constantFrom(...term.values);
  return term.form?.whole.test('a:b/c')
    ? fc.constantFrom('group:x/a', 'user:x/b', 'zz:zz/zz')
    : fc.constantFrom('a', 'b', 'zz');
}

/** Predicates that are made of the vocabulary's words, whether or not they contradict themselves. */
function predicates(vocabulary: Vocabulary): fc.Arbitrary<FilterPredicate> {
  const condition = fc.constantFrom(...Object.keys(vocabulary)).chain(path => {
    const term = vocabulary[path];
    const filters: fc.Arbitrary<unknown>[] =
      term.holds === 'list'
        ? [predicates(term.of).map($contains => ({ $contains }))]
        : [
            valuesOf(term),
            fc
              .array(valuesOf(term), { minLength: 1, maxLength: 3 })
              .map($in => ({ $in })),
            fc
              .constantFrom(...(term.always ? [true] : [true, false]))
              .map($exists => ({ $exists })),
            ...(term.holds === 'text'
              ? [valuesOf(term).map(v => ({ $hasPrefix: `${v}`.slice(0, 2) }))]
              : []),
          ];
    return fc.oneof(...filters).map(filter => ({ [path]: filter }));
  });
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      condition,
      fc.array(tie('tree'), { maxLength: 3 }).map($all => ({ $all })),
      fc
        .array(tie('tree'), { minLength: 1, maxLength: 3 })
        .map($any => ({ $any })),
      tie('tree').map($not => ({ $not })),
    ),
  }));
  return tree as fc.Arbitrary<FilterPredicate>;
}

/** Things that could be there, by the paths of their properties. */
function subjectsOf(vocabulary: Vocabulary) {
  return fc
    .record(
      Object.fromEntries(
        Object.entries(vocabulary).map(([path, term]) => [
          path,
          term.always
            ? valuesOf(term)
            : fc.option(valuesOf(term), { nil: undefined }),
        ]),
      ),
    )
    .map(subject => ({
      ...subject,
      'spec.type': subject.type,
      'spec.owner': subject.owner,
      'spec.system': subject.system,
    }));
}
