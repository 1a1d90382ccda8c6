import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseExperimentWorkflow } from '../experiment-workflow';
import {
  adviseInput,
  RunInput,
  thresholdsFromJson,
  thresholdsToJson,
  validateRunParameters,
} from '.';

const EXPERIMENTS = resolve(__dirname, '../../../../experiments');

/** A workflow with these parameters and this annotation. */
const workflow = (parameters: string, annotation?: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: w
${
  annotation === undefined
    ? ''
    : `  annotations:\n    illm.lab/inputs: |\n${annotation.replace(
        /^/gm,
        '      ',
      )}`
}
spec:
  entrypoint: main
  arguments:
    parameters: ${parameters}
  templates:
    - name: main
      container: { image: 'alpine:3', command: [sh] }
`;

const inputsOf = (text: string): RunInput[] => {
  const parsed = parseExperimentWorkflow(text);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.inputs;
};
const issuesOf = (text: string) => {
  const parsed = parseExperimentWorkflow(text);
  return 'issues' in parsed ? parsed.issues : [];
};
const words = (inputs: RunInput[], given: Record<string, string>) =>
  validateRunParameters(inputs, given).map(
    ({ path, message, remedy }) => `${path}: ${message} ${remedy}`,
  );

const declared = inputsOf(
  workflow(
    `[{ name: vus, value: '5' }, { name: pause, value: '0.05' }, { name: duration, value: 8s },
      { name: warm, value: 'true' }, { name: thresholds, value: '{}' }, { name: headers, value: '{}' },
      { name: path, value: /, description: Begins with a slash }]`,
    `vus: { title: Virtual users, type: integer, minimum: 1, maximum: 1000 }
pause: { type: number, minimum: 0, unit: s }
duration: { title: Duration, type: duration, minimum: 1, maximum: 3600 }
warm: { type: boolean }
thresholds: { type: json, format: k6-thresholds }
headers: { type: json, multiline: true }
path: { type: string, pattern: '/.*' }`,
  ),
);

describe('an input with a definition', () => {
  it.each([
    ['vus', '1'],
    ['vus', '1000'],
    ['pause', '0'],
    ['pause', '1e-3'],
    ['duration', '1m30s'],
    ['warm', 'false'],
    ['headers', '[1, {"a": "}"}]'],
    ['thresholds', '{"http_req_duration": ["p(95)<200", "avg<100"]}'],
    // What metrics a script makes only k6 knows; both are taken by k6.
    ['thresholds', '{"orders": ["count>1"], "waiting{a:b}": ["p(99)<1"]}'],
    [
      'thresholds',
      '{"checks": [{"threshold": "rate>0.9", "abortOnFail": true}]}',
    ],
    ['path', '/a b'],
  ])('takes %s=%s', (name, value) =>
    expect(words(declared, { [name]: value })).toEqual([]),
  );

  it.each([
    [
      'vus',
      'abc',
      '“abc” is no whole number. Give Virtual users a whole number from 1 to 1000.',
    ],
    [
      'vus',
      '-3',
      '-3 is too little for Virtual users. Give a whole number from 1 to 1000.',
    ],
    [
      'vus',
      '1001',
      '1001 is too much for Virtual users. Give a whole number from 1 to 1000.',
    ],
    [
      'vus',
      '1.5',
      '“1.5” is no whole number. Give Virtual users a whole number from 1 to 1000.',
    ],
    [
      'vus',
      '',
      'Nothing is no whole number. Give Virtual users a whole number from 1 to 1000.',
    ],
    [
      'pause',
      'short',
      '“short” is no number. Give pause a number of at least 0 s.',
    ],
    [
      'duration',
      '10',
      '“10” is no duration. Give Duration a time such as 30s, 5m or 1m30s.',
    ],
    [
      'duration',
      '10ms',
      '“10ms” is too little for Duration. Give a time such as 30s, 5m or 1m30s, from 1s to 1h.',
    ],
    ['warm', 'yes', '“yes” is no yes or no. Give warm true or false.'],
    [
      'headers',
      '{"a": [1',
      '“{"a": [1” is no JSON: it ends before its “[” is closed. Give headers whole JSON, such as {"key": "value"}.',
    ],
    [
      'headers',
      '{"a": "x',
      '“{"a": "x” is no JSON: a text is not closed by its quotation mark. Give headers whole JSON, such as {"key": "value"}.',
    ],
    [
      'headers',
      '{a: 1}',
      '“{a: 1}” is no JSON. Give headers whole JSON, such as {"key": "value"}.',
    ],
    [
      'thresholds',
      '["p(95)<200"]',
      'These are no thresholds. Give expressions by metric, such as {"http_req_duration": ["p(95)<200"]}.',
    ],
    ['path', 'x', '“x” can’t be used for path. Begins with a slash.'],
  ])('refuses %s=%s', (name, value, sentence) =>
    expect(words(declared, { [name]: value })).toEqual([
      `parameters.${name}: ${sentence}`,
    ]),
  );

  it('refuses two spellings of one submetric, of which k6 keeps one', () => {
    const value = JSON.stringify({
      'http_req_duration{a:1,b:2}': ['p(95)<200'],
      'http_req_duration{b:2, a:1}': ['p(99)<300'],
    });
    expect(
      validateRunParameters(declared, { thresholds: value })[0],
    ).toMatchObject({
      path: 'parameters.thresholds',
      message: expect.stringMatching(
        /^“http_req_duration{a:1,b:2}” and “http_req_duration{b:2, a:1}” are the same to k6/,
      ),
    });
  });

  it('refuses a threshold that k6 would refuse, in k6’s grammar', () => {
    const [issue] = validateRunParameters(declared, {
      thresholds: '{"http_req_duration": ["p95<200"]}',
    });
    expect(issue.message).toContain('does not know “p95”');
  });
});

it('is edited in lines when its default has several', () =>
  expect(
    inputsOf(
      workflow(
        '[{ name: sql, value: "a\\nb" }, { name: note, value: a }]',
        'sql: { type: string }\nnote: { type: string }',
      ),
    ).map(({ multiline }) => multiline),
  ).toEqual([true, undefined]));

describe('an input without one', () => {
  const inputs = inputsOf(
    workflow(
      `[{ name: users, value: '5' }, { name: body, value: '{"a": 1}' }, { name: note }, { name: text, value: "a\\nb" },
        { name: limits, value: '{"http_reqs": ["count>1"]}' }, { name: time, value: 1m30s }]`,
    ),
  );

  it('is what its default suggests', () =>
    expect(inputs).toMatchObject([
      { name: 'users', type: 'integer', inferred: true },
      { name: 'body', type: 'json', multiline: true },
      { name: 'note', type: 'string', required: true },
      { name: 'text', type: 'string', multiline: true },
      { name: 'limits', type: 'json', format: 'k6-thresholds' },
      { name: 'time', type: 'duration' },
    ]));

  it('takes whatever Argo would take', () => {
    const odd = Object.fromEntries(inputs.map(({ name }) => [name, 'a{']));
    expect(validateRunParameters(inputs, odd)).toEqual([]);
  });

  it('hints at what is unusual', () => {
    expect(adviseInput(inputs[0], 'abc')?.message).toBe(
      '“abc” is no whole number.',
    );
    expect(adviseInput(inputs[0], '7')).toBeUndefined();
    expect(adviseInput(declared[0], 'abc')).toBeUndefined();
  });
});

describe('the annotation', () => {
  it.each([
    ['no YAML', 'vus: {', /not valid YAML/],
    ['no object', '- vus', /no object/],
    [
      'an unknown parameter',
      'users: { type: integer }',
      /no parameter “users”/,
    ],
    ['no type', 'vus: { title: Users }', /./],
    ['an unknown type', 'vus: { type: float }', /./],
    ['an unknown field', 'vus: { type: integer, step: 2 }', /step/],
    [
      'limits the wrong way round',
      'vus: { type: integer, minimum: 9, maximum: 1 }',
      /above its maximum/,
    ],
    ['limits of a text', 'vus: { type: string, minimum: 9 }', /means nothing/],
    [
      'a default beyond it',
      'vus: { type: integer, maximum: 3 }',
      /5 is too much/,
    ],
    [
      'a choice beyond it',
      'size: { type: integer }',
      /“big” is no whole number/,
    ],
    [
      'a broken pattern',
      'vus: { type: string, pattern: "[" }',
      /no regular expression/,
    ],
    [
      'a pattern without words',
      'vus: { type: string, pattern: "5" }',
      /no description/,
    ],
  ])('is refused with %s', (_what, annotation, message) => {
    const issues = issuesOf(
      workflow(
        `[{ name: vus, value: '5' }, { name: size, enum: [big, '3'], value: big }]`,
        annotation,
      ),
    );
    expect(issues).toHaveLength(1);
    expect(issues[0].message).toMatch(message);
    expect(issues[0].path).toMatch(/^metadata\.annotations\.illm\.lab\/inputs/);
    expect(issues[0].line).toBe(7);
  });
});

describe('threshold rows', () => {
  it('are k6’s JSON and back', () => {
    const rows = [
      { metric: 'checks', expression: 'rate>0.9' },
      { metric: 'checks', expression: 'rate<=1' },
    ];
    const text = thresholdsToJson(rows);
    expect(text).toBe('{"checks":["rate>0.9","rate<=1"]}');
    expect(thresholdsFromJson(text)).toEqual(rows);
  });

  it('put what k6 takes for one submetric under one of its spellings', () => {
    const rows = ['a{x:1,y:2}', 'b', "a{y:'2', x:1}"].map((metric, n) => ({
      metric,
      expression: `rate>0.${n}`,
    }));
    expect(thresholdsToJson(rows)).toBe(
      '{"a{x:1,y:2}":["rate>0.0","rate>0.2"],"b":["rate>0.1"]}',
    );
  });

  it.each([
    '{',
    '[]',
    '{"a": "b"}',
    '{"a": [{"threshold": "rate>1", "abortOnFail": true}]}',
  ])('can’t say all of %s', text =>
    expect(thresholdsFromJson(text)).toBeUndefined(),
  );
});

describe('experiments of the repository', () => {
  it.each(readdirSync(EXPERIMENTS))('%s defines each of its inputs', name => {
    const inputs = inputsOf(
      readFileSync(
        resolve(EXPERIMENTS, name, 'workflow/experiment.yaml'),
        'utf8',
      ),
    );
    expect(inputs).not.toHaveLength(0);
    expect(inputs.filter(input => input.inferred || !input.title)).toEqual([]);
  });
});
