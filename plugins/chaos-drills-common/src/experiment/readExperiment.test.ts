import { drill, errorsOf, read, steady } from '../__testUtils__/experiments';
import type { LintOptions } from './lintExperiment';
import type { FaultRules } from './lintFaultProvider';
import { readExperiment } from './readExperiment';
import { readVariables, redacted, substitute } from './variables';

const http = { type: 'http', url: '${url}/health' };
const action = (provider: object) => ({
  method: [{ type: 'action', name: 'it acts', provider }],
});

describe('an experiment', () => {
  it('is read from JSON and YAML, also one that knows nothing of us', () => {
    expect(read().problems).toEqual([]);
    const foreign = readExperiment({
      file: 'foreign.yaml',
      text: `version: 1.0.0
title: What is the impact of an expired certificate?
description: A file that Chaos Toolkit ships.
tags: [tls]
controls: [{name: x, provider: {type: python, module: m}}]
steady-state-hypothesis:
  title: Application responds
  probes:
    - type: probe
      name: the-astre-service-must-be-running
      tolerance: true
      provider: {type: python, module: os.path, func: exists}
method: []
`,
    });
    expect(foreign.experiment).toBeUndefined();
    expect(foreign.problems).toContainEqual({
      severity: 'error',
      file: 'foreign.yaml',
      line: 12,
      path: 'steady-state-hypothesis.probes[0].provider',
      rule: 'python-provider',
      message: expect.stringContaining('os.path.exists'),
    });
  });

  it('follows a ref to an activity that stands elsewhere', () => {
    const { experiment } = read({
      method: [{ ref: 'it answers' }, ...drill.method],
    });
    expect(experiment?.method.map(({ name }) => name)).toEqual([
      'it answers',
      'slow answers',
    ]);
    const { problems } = read({ method: [{ ref: 'it answer' }] });
    expect(problems).toContainEqual(
      expect.objectContaining({
        rule: 'unknown-ref',
        message: expect.stringContaining('did you mean it answers?'),
      }),
    );
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['no title', { title: '' }, ['experiment']],
    ['no method', { method: undefined }, ['experiment']],
    ['an unknown provider', action({ type: 'htp' }), ['unknown-provider']],
    ['no name', { method: [{ type: 'action', provider: http }] }, ['activity']],
    [
      'a host of somebody else',
      action({ type: 'http', url: 'http://other' }),
      ['host-outside'],
    ],
    [
      'an address that is none',
      action({ type: 'http', url: 'file:///etc' }),
      ['address'],
    ],
    [
      'a variable that nobody declares',
      action({ type: 'http', url: '${ulr}/x' }),
      ['unknown-variable'],
    ],
    [
      'a program',
      action({ type: 'process', path: '/bin/ls' }),
      ['process-not-allowed'],
    ],
    ['a shell', action({ type: 'process', path: '/bin/sh' }), ['shell']],
    [
      'a line for a shell',
      action({ type: 'process', path: '/bin/ls', arguments: '-l; id' }),
      ['shell', 'process-not-allowed'],
    ],
    [
      'a fault as a probe',
      steady({ type: 'fault', target: '${url}', fault: 'x', seconds: 1 }, 1),
      ['fault-place'],
    ],
    [
      'a lease of an hour',
      action({
        type: 'fault',
        target: '${url}',
        fault: 'x',
        seconds: 9,
        lease: 3600,
      }),
      ['lease'],
    ],
    [
      'more time than it may take',
      { method: [{ ...drill.method[0], pauses: { after: 5000 } }] },
      ['never-ends'],
    ],
    [
      'a pattern that backtracks for ever',
      steady(http, { type: 'regex', target: 'body', pattern: '(a+)+\\1$' }),
      ['tolerance'],
    ],
    [
      'a JSONPath that is a script',
      steady(http, { type: 'jsonpath', path: '$[?(@.x)]' }),
      ['tolerance'],
    ],
    [
      'a tolerance that is a probe without a name',
      steady(http, { type: 'probe', provider: http }),
      ['tolerance'],
    ],
    [
      'a tolerance that is a probe without a provider',
      steady(http, { type: 'probe', name: 'x' }),
      ['tolerance'],
    ],
    ['no tolerance', steady(http, undefined), ['tolerance']],
    ['NUL in a name', { title: 'a\0b' }, ['experiment']],
    [
      'an extension with a wrong word',
      { extensions: [{ ...drill.extensions[0], entities: 'x' }] },
      ['extension'],
    ],
  ])('with %s is refused', (_what, changes, rules) => {
    expect(errorsOf(changes)).toEqual(rules);
  });

  it.each([
    ['a zone that is none', { 'time-zone': 'Mars/Olympus' }, 'time-zone'],
    ['a rule that comes too often', { rrule: 'FREQ=HOURLY' }, 'rrule'],
    [
      'a start that is none of its times',
      { rrule: 'FREQ=WEEKLY;BYDAY=WE' },
      'start',
    ],
    ['a window that ends before', { end: '2026-12-01T08:00:00Z' }, 'end'],
    ['a window of months', { end: '2027-03-01T08:00:00Z' }, 'end'],
    ['no rule', { rrule: undefined }, 'rrule'],
  ])('with a schedule that has %s is refused', (_what, changes, member) => {
    const schedule = {
      start: '2026-12-01T10:00:00+01:00',
      end: '2026-12-01T12:00:00+01:00',
      'time-zone': 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
    };
    const [extension] = drill.extensions;
    const scheduled = (times: object) =>
      read({ extensions: [{ ...extension, schedule: times }] });
    expect(scheduled(schedule).experiment?.drill?.schedule).toMatchObject({
      start: '2026-12-01T09:00:00.000Z',
      daysAhead: 7,
    });
    const { problems } = scheduled({ ...schedule, ...changes });
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([
      { rule: 'extension', path: `extensions[0].schedule.${member}` },
    ]);
  });

  it('may run the programs that are allowed', () => {
    const list = action({
      type: 'process',
      path: '/bin/ls',
      arguments: ['-l'],
    });
    expect(errorsOf(list, { processes: ['/bin/ls'] })).toEqual([]);
  });

  it('names a provider of faults that is there, and asks of it what it can do', () => {
    const fault = {
      ...drill.method[0].provider,
      with: 'pods',
      target: 'shop/${app}',
      fault: 'kill',
      seconds: 901,
    };
    const changes = { method: [{ ...drill.method[0], provider: fault }] };
    const problemsOf = (app: string, faults: LintOptions['faults']) =>
      read(
        { ...changes, configuration: { url: 'http://api.example:8080', app } },
        { faults },
      )
        .problems.filter(({ rule }) => /^(fault-|lease)/.test(rule))
        .map(({ path, rule }) => `${path} ${rule}`);
    expect(problemsOf('cart', new Map([['http', {}]]))).toEqual([
      'method[0].provider.with fault-provider',
    ]);
    const pods: FaultRules = {
      canRenew: false,
      check: ({ target }) =>
        target === 'shop/cart'
          ? []
          : [{ path: ['arguments', 'mode'], message: 'must be all' }],
    };
    expect(problemsOf('cart', new Map([['pods', pods]]))).toEqual([
      'method[0].provider.seconds lease',
      'method[0].provider.lease lease',
    ]);
    expect(
      problemsOf('web', new Map([['pods', { check: pods.check }]])),
    ).toEqual(['method[0].provider.arguments.mode fault-arguments']);
    // Whoever only reads files knows of no providers.
    expect(problemsOf('web', undefined)).toEqual([]);
  });

  it('says which variable has no value where it is to run', () => {
    const { problems } = read({}, { variables: { environment: {} } });
    expect(problems).toMatchObject([
      {
        rule: 'missing-variable',
        path: 'secrets.demo.token',
        message: expect.stringContaining('needs the variable TOKEN'),
      },
    ]);
    expect(
      errorsOf({}, { variables: { environment: { TOKEN: 'x' } } }),
    ).toEqual([]);
  });

  it('that is no YAML, no object or too long says so', () => {
    const texts = ['a: [', '- a', 'x'.repeat(600_000)];
    for (const text of texts) {
      const { problems } = readExperiment({ file: 'x', text });
      expect(problems).toMatchObject([{ severity: 'error', rule: 'file' }]);
    }
  });
});

describe('variables', () => {
  it('keep their type alone, and become text inside one', () => {
    const { variables } = readVariables(
      {
        configuration: {
          port: { type: 'env', key: 'PORT', env_var_type: 'int' },
          host: { type: 'env', key: 'HOST', default: 'localhost' },
        },
        secrets: { a: { key: { type: 'env', key: 'KEY' } } },
      },
      { environment: { PORT: '8080', KEY: 's3cret' } },
    );
    expect(
      substitute(
        ['${port}', 'http://${host}:${port}', '$.a', '${other}', '$$'],
        variables,
      ),
    ).toEqual([8080, 'http://localhost:8080', '$.a', '${other}', '$']);
    expect(redacted({ said: ['Bearer s3cret'] }, variables)).toEqual({
      said: ['Bearer ***'],
    });
  });
});
