import { gzipSync } from 'node:zlib';
import { makeResult } from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode, WorkflowTemplate } from '../kube';
import { resultInput } from './outcome';

const RUN = 'cold-start-abcde';
const LIMIT = 'p(95)<200';
const summary = (p95: number) =>
  JSON.stringify({
    metrics: {
      http_reqs: { count: 9, rate: 1 },
      http_req_duration: {
        'p(95)': p95,
        thresholds: { [LIMIT]: p95 >= 200 },
      },
    },
  });
const CROSSED = summary(231);
const CROSSED_WORDS =
  'Response time, 95th percentile, was 231 ms: 31 ms (15.5 %) above the limit of 200 ms';

const script = (name: string): WorkflowTemplate => ({
  name,
  script: { image: 'alpine:3.22', command: ['sh'], source: 'exit 1' },
});
const load: WorkflowTemplate = {
  name: 'load',
  container: { image: 'grafana/k6:1.8.1', args: ['run', '/k6/load.js'] },
};

type Part = Partial<WorkflowNode> & { id: string };
let second = 0;
/** A node as Argo writes it, ended after those before it. */
const node = (part: Part): WorkflowNode => ({
  name: `${RUN}.${part.id}`,
  displayName: part.id,
  type: 'Pod',
  phase: 'Succeeded',
  boundaryID: RUN,
  finishedAt: `2026-12-01T10:00:${String(second++).padStart(2, '0')}Z`,
  ...part,
});
const failed = (id: string, exitCode: number, part: Partial<Part> = {}) =>
  node({
    id,
    phase: 'Failed',
    message: `main: Error (exit code ${exitCode})`,
    outputs: { exitCode: String(exitCode) },
    templateName: id,
    ...part,
  });
const measured = (text: string) => ({
  exitCode: text === CROSSED ? '99' : '0',
  parameters: [{ name: 'k6-summary', value: text }],
});

function judged(
  nodes: WorkflowNode[],
  templates: WorkflowTemplate[],
  root: Partial<WorkflowNode>,
) {
  const all = [
    ...nodes,
    node({
      id: RUN,
      name: RUN,
      phase: 'Failed',
      boundaryID: undefined,
      templateName: 'main',
      ...root,
    }),
  ];
  const child: Workflow = {
    metadata: { name: RUN },
    spec: { templates },
    status: {
      phase: root.phase ?? 'Failed',
      nodes: Object.fromEntries(all.map(one => [one.id, one])),
    },
  };
  return makeResult(resultInput(child));
}

/** Nodes of a template of steps: groups of ids. */
const inSteps = (groups: WorkflowNode[][]) =>
  groups.flatMap((group, n) => {
    const bad = group.some(({ phase }) => phase === 'Failed');
    const name = `${RUN}[${n}]`;
    return [
      node({
        id: name,
        name,
        type: 'StepGroup',
        phase: bad ? 'Failed' : 'Succeeded',
        children: group.map(({ id }) => id),
      }),
      ...group.map(one => ({ ...one, name: `${name}.${one.displayName}` })),
    ];
  });

describe('which step decides', () => {
  it('case 02: not one that its author tolerates (continueOn)', () => {
    const nodes = inSteps([
      [failed('check', 1)],
      [failed('load', 99, { outputs: measured(CROSSED) })],
    ]);
    nodes[0].phase = 'Succeeded';
    const main = {
      name: 'main',
      steps: [
        [{ name: 'check', continueOn: { failed: true } }],
        [{ name: 'load' }],
      ],
    };
    const root = { type: 'Steps', children: [`${RUN}[0]`] };
    expect(judged(nodes, [main, script('check'), load], root)).toMatchObject({
      verdict: 'failed',
      message: CROSSED_WORDS,
    });
    // Side by side: Argo names the first, and the template tells of the others.
    const parallel = inSteps([
      [failed('check', 1), failed('broken', 3), failed('other', 4)],
    ]);
    const together = {
      name: 'main',
      steps: [
        [
          { name: 'check', continueOn: { failed: true } },
          { name: 'broken' },
          { name: 'other' },
        ],
      ],
    };
    expect(judged(parallel, [together], root).message).toBe(
      'Step broken ended with exit code 3: main: Error (exit code 3).',
    );
    parallel[0].message = `child 'other' failed`;
    expect(judged(parallel, [], root).message).toBe(
      'Step other ended with exit code 4: main: Error (exit code 4).',
    );
  });

  const dag = {
    name: 'main',
    dag: {
      tasks: [
        { name: 'probe' },
        { name: 'seed', depends: 'probe.Failed' },
        { name: 'load', depends: 'probe.Succeeded || seed.Succeeded' },
      ],
    },
  };
  const root = { type: 'DAG', children: ['probe'] };

  it.each([[[dag, load]], [[load]]])(
    'case 02: not one whose failure another task waits for (depends)',
    templates => {
      const nodes = [
        failed('probe', 3, { children: ['seed', 'load'] }),
        node({ id: 'seed', children: ['load'] }),
        failed('load', 99, { outputs: measured(CROSSED) }),
      ];
      expect(judged(nodes, templates, root)).toMatchObject({
        verdict: 'failed',
        message: CROSSED_WORDS,
      });
    },
  );

  it('in a dag it is the last that failed before what was left out', () => {
    const nodes = [
      failed('probe', 3, { children: ['seed', 'load'] }),
      failed('seed', 4, { children: ['load'] }),
      node({ id: 'load', type: 'Skipped', phase: 'Omitted' }),
    ];
    expect(judged(nodes, [dag, load], root).message).toMatch(
      /^Step seed ended with exit code 4/,
    );
  });

  it('in a dag without failFast a later crossing is named, and the first failure besides', () => {
    const tasks = [{ name: 'probe' }, { name: 'load' }, { name: 'late' }];
    const free = { name: 'main', dag: { failFast: false, tasks } };
    const nodes = [
      failed('probe', 3),
      failed('load', 99, { outputs: measured(CROSSED) }),
      failed('late', 5),
    ];
    const all = { type: 'DAG', children: ['probe', 'load', 'late'] };
    expect(judged(nodes, [free, load], all)).toMatchObject({
      verdict: 'failed',
      message: `${CROSSED_WORDS}. Besides, step probe ended with exit code 3: main: Error (exit code 3)`,
    });
  });

  it('of what is repeated the last try', () => {
    const attempt = (n: number, part: Partial<Part>) =>
      node({
        id: `load(${n})`,
        templateName: 'load',
        nodeFlag: { retried: true },
        phase: 'Failed',
        ...part,
      });
    const retry = (phase: string) =>
      node({
        id: 'load',
        type: 'Retry',
        phase,
        children: ['load(0)', 'load(1)'],
      });
    const only = { name: 'main', dag: { tasks: [{ name: 'load' }] } };
    const all = { type: 'DAG', children: ['load'] };
    expect(
      judged(
        [
          attempt(0, { outputs: measured(CROSSED) }),
          attempt(1, { phase: 'Succeeded', outputs: measured(summary(100)) }),
          retry('Succeeded'),
        ],
        [only, load],
        { ...all, phase: 'Succeeded' },
      ),
    ).toMatchObject({
      verdict: 'passed',
      message: expect.stringContaining('100 ms, must be below 200 ms'),
    });
    expect(
      judged(
        [
          attempt(0, { outputs: { exitCode: '107' } }),
          attempt(1, { outputs: measured(CROSSED) }),
          retry('Failed'),
        ],
        [only, load],
        all,
      ).message,
    ).toBe(CROSSED_WORDS);
  });

  it('of items each, and no hook of a step', () => {
    const nodes = [
      node({
        id: 'each',
        type: 'TaskGroup',
        phase: 'Failed',
        children: ['each(0:a)', 'each(1:b)'],
      }),
      node({ id: 'each(0:a)', children: ['hook'] }),
      failed('each(1:b)', 7),
      failed('hook', 8, { nodeFlag: { hooked: true } }),
    ];
    const main = { name: 'main', dag: { tasks: [{ name: 'each' }] } };
    expect(
      judged(nodes, [main], { type: 'DAG', children: ['each'] }).message,
    ).toMatch(/^Step each\(1:b\) ended with exit code 7/);
  });

  it('the exit handler, when all before it went well', () => {
    const handler = failed('onExit', 6, { boundaryID: undefined });
    const child: Workflow = {
      metadata: { name: RUN },
      status: {
        phase: 'Failed',
        nodes: {
          [RUN]: node({ id: RUN, name: RUN, boundaryID: undefined }),
          exit: handler,
        },
      },
    };
    expect(makeResult(resultInput(child)).message).toMatch(
      /^Step onExit ended with exit code 6/,
    );
  });

  it('one that Argo itself refused, in its words', () => {
    const main = { type: 'Steps', phase: 'Error', message: 'no such template' };
    expect(judged([], [], main).message).toContain('no such template');
  });
});

describe('summaries of several steps', () => {
  const of = (id: string, p95: number) =>
    node({
      id,
      outputs: {
        parameters: [
          { name: 'out', globalName: 'k6-summary', value: summary(p95) },
        ],
      },
    });

  it('that go by one name are all kept, by their steps', () => {
    const made = judged(
      [of('warm', 90), of('peak', 231), { ...of('peak', 80), id: 'again' }],
      [],
      {
        phase: 'Succeeded',
        outputs: {
          parameters: [{ name: 'k6-summary', value: summary(231) }],
        },
      },
    );
    expect(Object.keys(made.summaries)).toEqual([
      'k6-summary-warm',
      'k6-summary-peak',
      'k6-summary-peak-2',
    ]);
    expect(made.message).toContain('in step peak, was 231 ms');
  });

  it('that only the steps around them call so are found', () => {
    const made = judged([], [], {
      phase: 'Succeeded',
      outputs: measured(summary(90)),
    });
    expect(Object.keys(made.summaries)).toEqual(['k6-summary']);
  });
});

describe('nodes that Argo has compressed', () => {
  const tasks = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      `n${index}`,
      {
        id: `n${index}`,
        name: `demo-abcde.load(${index}:${index})`,
        displayName: `load(${index}:${index})`,
        templateName: 'load',
        type: 'Pod',
        phase: index === 7 ? 'Failed' : 'Succeeded',
        finishedAt: `2026-12-01T12:00:0${index}Z`,
        outputs: { exitCode: index === 7 ? '99' : '0' },
      },
    ]),
  );
  const fanOut = {
    ...tasks,
    root: {
      id: 'root',
      name: 'demo-abcde',
      displayName: 'demo-abcde',
      type: 'Steps',
      phase: 'Failed',
      children: ['group'],
    },
    group: {
      id: 'group',
      name: 'demo-abcde[0]',
      displayName: '[0]',
      type: 'StepGroup',
      phase: 'Failed',
      boundaryID: 'root',
      children: Object.keys(tasks),
    },
  };
  const ended = (status: object) =>
    ({
      metadata: { name: 'demo-abcde' },
      spec: { templates: [load] },
      status: { phase: 'Failed', message: 'child failed', ...status },
    } as Workflow);

  // As Argo keeps more than 1 MiB of nodes (case 12).
  it('is the same when Argo has compressed the nodes', () => {
    const compressed = resultInput(
      ended({
        nodes: null,
        compressedNodes: gzipSync(JSON.stringify(fanOut)).toString('base64'),
      }),
    );
    expect(compressed).toEqual(resultInput(ended({ nodes: fanOut })));
    expect(compressed.workflow?.failedSteps).toMatchObject([
      { name: 'load(7:7)', exitCode: 99 },
    ]);
    expect(makeResult(compressed).verdict).toBe('failed');
  });

  it('goes by the workflow’s phase when the nodes can’t be unpacked', () =>
    expect(
      resultInput(ended({ compressedNodes: 'H4sIAAAA' })).workflow,
    ).toMatchObject({ phase: 'Failed', message: 'child failed' }));
});
