import { parseExperimentWorkflow } from '../experiment-workflow';

const CASE_10 = {
  'k6-toolbox.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: k6-toolbox }
spec:
  entrypoint: run
  arguments: { parameters: [{ name: vus, value: '2', description: Users }, { name: path, value: / }] }
  templates:
    - name: run
      inputs: { parameters: [{ name: vus, value: '{{workflow.parameters.vus}}' }] }
      container: { image: grafana/k6:1.8.1, command: [k6], args: [run, --vus, '{{inputs.parameters.vus}}', /k6/load.js] }
`,
};

/** A workflow of these lines of `spec`; the first of them is line 5. */
const workflow = (...spec: string[]) =>
  [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Workflow',
    'metadata: { generateName: w- }',
    'spec:',
    ...spec.map(line => `  ${line}`),
  ].join('\n');
/** A workflow of one template with these lines; the first of them is line 8. */
const template = (...lines: string[]) =>
  workflow(
    'entrypoint: main',
    'templates:',
    '- name: main',
    ...lines.map(line => `  ${line}`),
  );
const issuesOf = (text: string, beside?: Record<string, string>) => {
  const parsed = parseExperimentWorkflow(text, beside);
  return 'issues' in parsed ? parsed.issues : [];
};

describe('what a run can do', () => {
  it.each([
    ['a container', ['container: { image: alpine, command: [sh] }']],
    ['a script', ['script: { image: alpine, command: [sh], source: ls }']],
    [
      'a container set',
      [
        "containerSet: { containers: [{ name: a, image: 'a:1', command: [sh] }] }",
      ],
    ],
    [
      'sidecars and init containers',
      [
        'container: { image: alpine, command: [sh] }',
        'sidecars: [{ name: s, image: nginx }]',
        'initContainers: [{ name: i, image: alpine }]',
      ],
    ],
    [
      'a daemon',
      ['daemon: true', 'container: { image: redis, command: [redis-server] }'],
    ],
    [
      'an inline template',
      [
        'steps: [[{ name: a, inline: { container: { image: alpine, command: [ls] } } }]]',
      ],
    ],
    [
      'a DAG with hooks',
      [
        'dag: { tasks: [{ name: a, template: main, onExit: main, hooks: { running: { expression: "true", template: main } } }] }',
      ],
    ],
    ['a pause', ['suspend: { duration: 20 }']],
    [
      'a look at an object',
      ['resource: { action: get, manifest: "kind: Service" }'],
    ],
    [
      'memoization',
      [
        'memoize: { key: a, maxAge: 1h, cache: { configMap: { name: c } } }',
        'container: { image: alpine, command: [sh] }',
      ],
    ],
    [
      'a lock',
      [
        'synchronization: { mutexes: [{ name: a }] }',
        'container: { image: alpine, command: [sh] }',
      ],
    ],
    [
      'an artifact with a place',
      [
        'container: { image: alpine, command: [sh] }',
        'outputs: { artifacts: [{ name: a, path: /a, s3: { bucket: b, key: k } }] }',
      ],
    ],
    [
      'an image of a registry without command',
      ["container: { image: 'argoproj/argosay:v2' }"],
    ],
    [
      'empty values',
      [
        'container: { image: alpine, command: [sh], args: }',
        'inputs:',
        'suspend:',
      ],
    ],
    // Kubernetes and Argo take it; the end stands at the key's column (case 03).
    [
      'texts in brackets at any column',
      [
        'container:',
        '  image: alpine',
        '  command: [sh, -c]',
        '  args: ["',
        '    dd of=/tmp/a;',
        '    ls',
        '  "]',
      ],
    ],
  ])('takes %s', (_what, lines) =>
    expect(issuesOf(template(...lines))).toEqual([]),
  );

  it.each([
    [
      'plugin',
      'plugin: { hello: {} }',
      'plugin',
      'It is of type plugin, and the hub has no executor plugins.',
    ],
    [
      'http',
      'http: { url: http://a }',
      'http',
      'It is of type http, and Argo’s agent, which would send the request, has no rights in a run.',
    ],
    [
      'data',
      'data: { source: { artifactPaths: { name: a } } }',
      'data',
      'It is of type data, which lists an artifact repository, and a run has none.',
    ],
    [
      'an approval (case 22)',
      'suspend: {}',
      'suspend',
      'It waits until somebody resumes it, and a run is resumed by nobody.',
    ],
    [
      'a new object',
      'resource: { action: create }',
      'resource',
      'It wants to create an object of the cluster, and a run’s steps may only look at it.',
    ],
    [
      'an artifact without place',
      'outputs: { artifacts: [{ name: a, path: /a }] }',
      'outputs.artifacts[0]',
      'The artifact “a” names no place, and the hub has no artifact repository.',
    ],
    [
      'an artifact with a key alone',
      'outputs: { artifacts: [{ name: a, path: /a, s3: { key: k } }] }',
      'outputs.artifacts[0]',
      'The artifact “a” names no place, and the hub has no artifact repository.',
    ],
    [
      'a privileged container',
      'sidecars: [{ image: docker, securityContext: { privileged: yes } }]',
      'sidecars[0].securityContext.privileged',
      'The container wants to be privileged, and a run’s pods are held to Kubernetes’ security level baseline.',
    ],
    [
      'a folder of the host',
      'volumes: [{ name: a, hostPath: { path: / } }]',
      'volumes[0]',
      'The volume is a folder of its host, and a run’s pods are held to Kubernetes’ security level baseline.',
    ],
    [
      'a lock of all runs',
      'synchronization: { mutex: { name: a, namespace: default } }',
      'synchronization',
      'It is locked in a namespace that is not the run’s, and runs share no locks.',
    ],
    [
      'a plugin inside',
      'steps: [[{ name: a, inline: { plugin: { x: {} } } }]]',
      'steps[0][0].inline.plugin',
      'It is of type plugin, and the hub has no executor plugins.',
    ],
    [
      'a hook’s template that is not there',
      'steps: [[{ name: a, template: main, hooks: { exit: { template: bye } } }]]',
      'steps[0][0].hooks.exit.template',
      'There is no template named “bye”.',
    ],
  ])('refuses %s, with its line', (_what, line, path, message) =>
    expect(issuesOf(template(line))).toEqual([
      {
        path: `spec.templates[0].${path}`,
        message,
        remedy: expect.stringMatching(/\.$/),
        line: 8,
      },
    ]),
  );

  it('takes commands from templateDefaults', () =>
    expect(
      issuesOf(
        workflow(
          'entrypoint: main',
          'templateDefaults: { container: { command: [sh] } }',
          'templates: [{ name: main, container: { image: alpine } }]',
        ),
      ),
    ).toEqual([]));
});

describe('WorkflowTemplates (case 10)', () => {
  const step = workflow(
    'entrypoint: main',
    'templates:',
    '- name: main',
    '  steps:',
    '  - - name: load',
    '      templateRef: { name: k6-toolbox, template: run }',
  );

  it('go along when a step names them', () => {
    const parsed = parseExperimentWorkflow(step, CASE_10);
    expect(parsed).toMatchObject({
      inputs: [],
      templates: [{ metadata: { name: 'k6-toolbox' } }],
    });
  });

  it('may be the whole workflow, whose inputs they have', () => {
    const parsed = parseExperimentWorkflow(
      workflow(
        "arguments: { parameters: [{ name: vus, value: '4' }] }",
        'workflowTemplateRef: { name: k6-toolbox }',
      ),
      CASE_10,
    );
    expect(parsed).toMatchObject({
      inputs: [
        { name: 'vus', default: '4', description: 'Users' },
        { name: 'path', default: '/' },
      ],
    });
  });

  it('may be in the workflow’s own file', () =>
    expect(
      parseExperimentWorkflow(
        `---\n${CASE_10['k6-toolbox.yaml']}---\n${step}\n---\n`,
      ),
    ).toHaveProperty('templates.length', 1));

  it.each([
    [
      'missing',
      step,
      {},
      10,
      /no WorkflowTemplate named “k6-toolbox”.*workflow\/k6-toolbox\.yaml/,
    ],
    [
      'without that template',
      step.replace('template: run', 'template: walk'),
      CASE_10,
      10,
      /no template named “walk”.*run/,
    ],
    [
      'of the whole cluster',
      step.replace('template: run', 'clusterScope: true'),
      CASE_10,
      10,
      /ClusterWorkflowTemplate/,
    ],
    ['no YAML', step, { 'a.yaml': 'a: [' }, 1, /^a\.yaml .*not valid YAML/],
    [
      'beyond a run',
      step,
      {
        ...CASE_10,
        'b.yaml': CASE_10['k6-toolbox.yaml'].replace('container:', 'plugin:'),
      },
      11,
      /^b\.yaml: spec\.templates\[0\]\.plugin/,
    ],
  ])('are refused when %s', (_what, text, beside, line, words) => {
    const [issue] = issuesOf(text, beside);
    expect(`${issue.path} ${issue.message} ${issue.remedy}`).toMatch(words);
    expect(issue.line).toBe(line);
  });
});

describe('several documents', () => {
  const one = template('container: { image: alpine, command: [sh] }');
  it.each([
    ['a second Workflow', `${one}\n---\n${one}`, 10, /second Workflow/],
    [
      'another object',
      `${one}\n---\nkind: ConfigMap`,
      10,
      /a ConfigMap beside.*target\/argocd/,
    ],
  ])('are refused for %s', (_what, text, line, words) => {
    const [issue, ...more] = issuesOf(text);
    expect(more).toEqual([]);
    expect(`${issue.message} ${issue.remedy}`).toMatch(words);
    expect(issue.line).toBe(line);
  });
});
