import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseExperimentWorkflow } from './experiment-workflow';
import { validateRunParameters } from './inputs';

const valid = readFileSync(
  resolve(__dirname, '__fixtures__/load.yaml'),
  'utf8',
);

/** The fixture with one text replaced by another; the text must be there. */
function changed(from: string, to: string): string {
  expect(valid).toContain(from);
  return valid.replace(from, to);
}

function issuesOf(text: string) {
  const parsed = parseExperimentWorkflow(text);
  return 'issues' in parsed ? parsed.issues : [];
}

describe('parseExperimentWorkflow', () => {
  it('reads the inputs of a run', () => {
    expect(parseExperimentWorkflow(valid)).toMatchObject({
      workflow: { kind: 'Workflow' },
      inputs: [
        {
          name: 'virtual-users',
          description: 'Users at once',
          default: '5',
          required: false,
        },
        {
          name: 'profile',
          default: 'ramp',
          enum: ['ramp', 'flat'],
          required: false,
        },
        { name: 'comment', required: true },
      ],
    });
  });

  it.each([
    ['no YAML', 'kind: Workflow', 'kind: [Workflow', '', 3],
    ['another kind', 'kind: Workflow', 'kind: CronWorkflow', 'kind', 2],
    ['another API', 'argoproj.io/v1alpha1', 'v1', 'apiVersion', 1],
    ['no entrypoint', '  entrypoint: main\n', '', 'spec.entrypoint', 6],
    [
      'an entrypoint that is not there',
      'entrypoint: main',
      'entrypoint: start',
      'spec.entrypoint',
      6,
    ],
    [
      'a step’s template that is not there',
      'template: k6',
      'template: k7',
      'spec.templates[0].steps[0][0].template',
      20,
    ],
    [
      'two templates of one name',
      '- name: k6',
      '- name: main',
      'spec.templates[1].name',
      21,
    ],
    [
      'a container without command',
      '        command: [k6]\n',
      '',
      'spec.templates[1].container',
      23,
    ],
    [
      'a default outside its enum',
      'default: ramp',
      'default: step',
      'spec.arguments.parameters[1].default',
      13,
    ],
    [
      'two parameters of one name',
      '- name: comment',
      '- name: profile',
      'spec.arguments.parameters[2].name',
      15,
    ],
    [
      'a parameter name that Argo refuses',
      '- name: comment',
      '- name: my comment',
      'spec.arguments.parameters[2].name',
      15,
    ],
    [
      'a namespace',
      'generateName: http-baseline-',
      'namespace: default',
      'metadata.namespace',
      4,
    ],
  ])('refuses %s and says where', (_what, from, to, path, line) => {
    const issues = issuesOf(changed(from, to));
    expect(issues).toContainEqual(
      expect.objectContaining({
        path,
        line,
        message: expect.stringMatching(/\S+.*\.$/s),
        remedy: expect.stringMatching(/\S+.*\.$/s),
      }),
    );
  });

  it('takes over by merge keys what an anchor has, as kubectl and argo do', () => {
    const parsed = parseExperimentWorkflow(`
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { name: merged }
spec:
  entrypoint: one
  templates:
    - name: one
      container: &shell { image: 'alpine:3', command: [sh, -c], args: [a] }
    - name: two
      container: { <<: *shell, args: [b] }
`);
    expect(parsed).toHaveProperty(
      ['workflow', 'spec', 'templates', 1, 'container'],
      { image: 'alpine:3', command: ['sh', '-c'], args: ['b'] },
    );
  });

  it('refuses an empty file', () => {
    expect(issuesOf('')).not.toHaveLength(0);
  });
});

describe('validateRunParameters', () => {
  const parsed = parseExperimentWorkflow(valid);
  const inputs = 'inputs' in parsed ? parsed.inputs : [];

  it('accepts values that fit and leaves defaults to the workflow', () => {
    expect(validateRunParameters(inputs, { comment: 'x' })).toEqual([]);
    expect(
      validateRunParameters(inputs, { comment: '', profile: 'flat' }),
    ).toEqual([]);
  });

  it.each([
    ['an unknown input', { comment: '', users: '3' }, 'parameters.users'],
    ['a missing value', {}, 'parameters.comment'],
    [
      'a value outside the enum',
      { comment: '', profile: 'step' },
      'parameters.profile',
    ],
  ])('refuses %s', (_what, given, path) => {
    expect(
      validateRunParameters(inputs, given as Record<string, string>),
    ).toEqual([expect.objectContaining({ path })]);
  });
});
