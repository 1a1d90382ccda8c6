import { ResponseError } from '@backstage/errors';
import { isRunId } from '@illm-lab/plugin-hub-common';
import { RUN_TEMPLATE } from './__testUtils__/FakeCluster';
import { EXPERIMENT_FILES } from './__testUtils__/fixtures';
import { eventually, startHub } from './__testUtils__/startHub';

jest.setTimeout(60_000);

let hub: Awaited<ReturnType<typeof startHub>>;

beforeAll(async () => {
  // None of these tests is about the limit of a team's runs.
  hub = await startHub({ config: { runs: { maxConcurrentPerTeam: 100 } } });
});
beforeEach(() => {
  hub.audit.length = 0;
  hub.cluster.asked.length = 0;
  hub.cluster.refusals.clear();
  hub.forge.files.clear();
  for (const [path, text] of Object.entries(EXPERIMENT_FILES)) {
    hub.forge.files.set(path, text);
  }
});
afterAll(() => hub.stop());

let keys = 0;
function request(change: object = {}) {
  keys += 1;
  return {
    experiment: 'http-baseline',
    idempotencyKey: `key-${keys}-of-test`,
    ...change,
  };
}

/** The error that a call is answered with. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ResponseError);
  const { statusCode, body } = error as ResponseError;
  return { status: statusCode, ...(body.error as { message: string }) };
}

const created = () =>
  hub.cluster.asked.filter(one => one.method === 'POST' && one.path === '');

describe('starting a run', () => {
  it('makes a Workflow of the template, pinned to the commit', async () => {
    const run = await hub
      .as('grace')
      .createRun(request({ parameters: { 'virtual-users': '7' } }));
    expect(run).toMatchObject({
      experiment: 'http-baseline',
      phase: 'Pending',
      verdict: null,
      requestedBy: 'user:default/grace',
      commit: hub.forge.commit,
      parameters: { 'virtual-users': '7', profile: 'ramp' },
      url: `http://localhost:7007/runs/${run.id}`,
    });
    expect(isRunId(run.id)).toBe(true);
    expect(created().map(one => one.body.workflow)).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: {
          name: run.id,
          namespace: 'experiments',
          labels: {
            team: 'web',
            project: 'checkout',
            environment: 'dev',
            'cost-center': 'cc-200',
            'illm.lab/experiment': 'http-baseline',
            'illm.lab/run': run.id,
          },
          annotations: {
            'illm.lab/commit': hub.forge.commit,
            'illm.lab/requested-by': 'user:default/grace',
            'illm.lab/idempotency-key': expect.any(String),
          },
        },
        spec: {
          // So that the hub's own steps are part of what the run cost.
          podMetadata: {
            labels: {
              team: 'web',
              project: 'checkout',
              environment: 'dev',
              'cost-center': 'cc-200',
              'illm.lab/experiment': 'http-baseline',
              'illm.lab/run': run.id,
            },
          },
          workflowTemplateRef: { name: 'experiment' },
          arguments: {
            parameters: [
              { name: 'run', value: run.id },
              { name: 'experiment', value: 'http-baseline' },
              { name: 'commit', value: hub.forge.commit },
              { name: 'repository', value: `${hub.forge.url}/illm/lab.git` },
              {
                name: 'parameters',
                value: '{"virtual-users":"7","profile":"ramp"}',
              },
              { name: 'keep', value: 'false' },
            ],
          },
        },
      },
    ]);
    expect(hub.audit).toMatchObject([
      {
        event: {
          eventId: 'run-create',
          meta: { experiment: 'http-baseline', actor: 'user:default/grace' },
        },
        outcome: 'success',
      },
    ]);
  });

  it('starts one run however often it is asked with one key, at once too', async () => {
    const asked = request();
    const runs = await Promise.all(
      [1, 2, 3].map(() => hub.as('grace').createRun(asked)),
    );
    const again = await hub.as('grace').createRun(asked);
    expect(new Set([...runs, again].map(run => run.id)).size).toBe(1);
    const ids = created().map(one => one.body.workflow.metadata.name);
    expect(new Set(ids).size).toBe(1);
    const conflict = await refusal(
      hub.as('grace').createRun({ ...asked, keep: true }),
    );
    expect(conflict.status).toBe(409);
    // The key of another person is another key.
    const other = await hub.as('ada').createRun(asked);
    expect(other.id).not.toBe(again.id);
  });

  it('brings a half-done start to its end when it is repeated', async () => {
    hub.cluster.refusals.set('POST ', { status: 500, message: 'not ready' });
    const asked = request();
    const failure = await refusal(hub.as('grace').createRun(asked));
    expect(failure).toMatchObject({
      status: 503,
      message: expect.stringContaining('not ready'),
    });
    const [known] = (await hub.as('grace').listRuns({ limit: 1 })).items;
    expect(known).toMatchObject({ phase: 'Error' });
    hub.cluster.refusals.clear();
    const run = await hub.as('grace').createRun(asked);
    expect(run).toMatchObject({
      id: known.id,
      phase: 'Pending',
      finishedAt: null,
    });
  });

  it('waits for the template of all runs, in words, and leaves no run behind', async () => {
    const template = hub.cluster.documents.get(RUN_TEMPLATE);
    const before = (await hub.as('grace').listRuns({})).items.length;
    hub.cluster.documents.delete(RUN_TEMPLATE);
    const asked = request();
    expect(await refusal(hub.as('grace').createRun(asked))).toMatchObject({
      status: 503,
      message:
        'The hub is still being built: what carries runs out, the WorkflowTemplate experiment of namespace experiments, is not there yet; Argo CD brings it. Try again in a moment.',
    });
    expect((await hub.as('grace').listRuns({})).items).toHaveLength(before);
    hub.cluster.documents.set(RUN_TEMPLATE, template);
    expect(await hub.as('grace').createRun(asked)).toMatchObject({
      phase: 'Pending',
    });
  });

  it.each([
    ['grace', 'of the owner team'],
    ['ada', 'of the platform team'],
  ])('lets %s start and stop, %s', async name => {
    const run = await hub.as(name).createRun(request());
    const stopped = await hub.as(name).stopRun({ id: run.id });
    expect(stopped.id).toBe(run.id);
    expect(hub.cluster.asked.at(-1)).toMatchObject({
      method: 'PUT',
      path: `/${run.id}/stop`,
    });
  });

  it('lets those who may control a run star it, for everybody and in the audit log', async () => {
    const { id } = await hub.as('grace').createRun(request());
    hub.audit.length = 0;
    const starred = await hub.as('grace').starRun({ id, starred: true });
    expect(starred.starredBy).toBe('user:default/grace');
    // A star is the lab's: another's changes nothing of it.
    await hub.as('ada').starRun({ id, starred: true });
    const [seen] = (await hub.as('linus').listRuns({ limit: 1 })).items;
    expect(seen.starredBy).toBe('user:default/grace');
    const refused = await refusal(
      hub.as('linus').starRun({ id, starred: false }),
    );
    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringContaining('You may not stop and star runs'),
    });
    const bare = await hub.as('ada').starRun({ id, starred: false });
    expect(bare.starredBy).toBeNull();
    expect(
      hub.audit.map(({ event, outcome }) => [event.eventId, outcome]),
    ).toEqual([
      ['run-star', 'success'],
      ['run-star', 'success'],
      ['run-star', 'fail'],
      ['run-star', 'success'],
    ]);
    expect(hub.audit[0].event.meta).toMatchObject({
      run: id,
      starred: true,
      actor: 'user:default/grace',
    });
  });

  it('refuses people of other teams, and writes that down', async () => {
    const run = await hub.as('grace').createRun(request());
    hub.audit.length = 0;
    hub.cluster.asked.length = 0;
    const start = await refusal(hub.as('linus').createRun(request()));
    const stop = await refusal(hub.as('linus').stopRun({ id: run.id }));
    expect([start.status, stop.status]).toEqual([403, 403]);
    expect(start.message).toContain('You may not start runs of http-baseline');
    expect(hub.cluster.asked).toEqual([]);
    expect(hub.audit).toMatchObject([
      {
        event: {
          eventId: 'run-create',
          meta: { experiment: 'http-baseline', actor: 'user:default/linus' },
        },
        outcome: 'fail',
        error: { name: 'NotAllowedError' },
      },
      {
        event: {
          eventId: 'run-stop',
          meta: { run: run.id, actor: 'user:default/linus' },
        },
        outcome: 'fail',
        error: { name: 'NotAllowedError' },
      },
    ]);
    expect((await hub.as('linus').getRun({ id: run.id })).id).toBe(run.id);
  });

  it('lets nobody see or do anything without signing in, but the people', async () => {
    const nobody = hub.as();
    const calls = [
      nobody.createRun(request()),
      nobody.stopRun({ id: 'http-baseline-aaaaa' }),
      nobody.listRuns(),
      nobody.listExperiments(),
      nobody.getExperimentInputs({ name: 'http-baseline' }),
      nobody.getExperimentAvailability({ name: 'x' }),
      nobody.getStatus(),
      nobody.getLogs({ id: 'a-12345', stepId: 'x' }),
      nobody.getResult({ id: 'a-12345' }),
    ];
    for (const call of calls) {
      expect((await refusal(call)).status).toBe(401);
    }
    expect((await nobody.listPeople()).items).toEqual([
      { name: 'ada', displayName: 'ADA', teams: ['platform'] },
      { name: 'grace', displayName: 'GRACE', teams: ['web'] },
      { name: 'linus', displayName: 'LINUS', teams: ['data'] },
    ]);
  });

  it.each<[string, object, number, RegExp]>([
    ['an unknown experiment', { experiment: 'nothing' }, 404, /“nothing”/],
    ['a component that is none', { experiment: 'a-service' }, 404, /a-service/],
    ['a name that can’t be one', { experiment: '../x' }, 404, /no experiment/],
    [
      'an unknown input',
      { parameters: { users: '3' } },
      400,
      /no input “users”.*virtual-users, profile/,
    ],
    [
      'a value outside its enum',
      { parameters: { profile: 'step' } },
      400,
      /“step” is not allowed.*ramp, flat/,
    ],
    ['a number as a value', { parameters: { profile: 1 } }, 400, /string/],
    ['an unknown field', { force: true }, 400, /force|additional/],
    ['a key that is too short', { idempotencyKey: 'x' }, 400, /idempotencyKey/],
  ])('refuses %s', async (_what, change, status, message) => {
    const refused = await refusal(hub.as('grace').createRun(request(change)));
    expect(refused).toMatchObject({
      status,
      message: expect.stringMatching(message),
    });
    expect(created()).toEqual([]);
  });

  const workflow = 'experiments/http-baseline/workflow/experiment.yaml';
  it.each<[string, () => void, RegExp]>([
    [
      'is missing',
      () => hub.forge.files.delete(workflow),
      /There is no experiments\/http-baseline\/workflow\/experiment\.yaml/,
    ],
    [
      'is broken',
      () =>
        hub.forge.files.set(
          workflow,
          EXPERIMENT_FILES[workflow].replace(
            'entrypoint: main',
            'entrypoint: x',
          ),
        ),
      /spec\.entrypoint \(line 5\): There is no template named “x”/,
    ],
    [
      'is none for Argo',
      () =>
        hub.cluster.refusals.set('POST /lint', {
          status: 400,
          message: 'templates.main: unknown variable',
        }),
      /templates\.main: unknown variable/,
    ],
    [
      // As Argo's server 3.7 answers what its validator finds (case 01).
      'is none for Argo’s validator',
      () =>
        hub.cluster.refusals.set('POST /lint', {
          status: 500,
          code: 2,
          message:
            'templates.main.steps failed to resolve {{steps.find-targt.outputs.result}}',
        }),
      /^Argo would not take the experiment’s workflow\. workflow\/experiment\.yaml: templates\.main\.steps failed to resolve \{\{steps\.find-targt\.outputs\.result\}\}/,
    ],
    [
      'has a cluster without cost labels',
      () =>
        hub.forge.files.set(
          'experiments/http-baseline/target/cluster.yaml',
          EXPERIMENT_FILES[
            'experiments/http-baseline/target/cluster.yaml'
          ].replace('team: web, ', ''),
        ),
      /metadata\.labels\.team: team has no value/,
    ],
  ])(
    'refuses an experiment whose workflow %s',
    async (_what, spoil, message) => {
      spoil();
      const refused = await refusal(hub.as('grace').createRun(request()));
      expect(refused).toMatchObject({
        status: 409,
        message: expect.stringMatching(message),
        issues: [
          {
            path: expect.any(String),
            message: expect.any(String),
            remedy: expect.any(String),
          },
        ],
      });
      expect(created()).toEqual([]);
    },
  );

  it('asks Argo with the WorkflowTemplates that are beside it (case 10)', async () => {
    const folder = 'experiments/http-baseline/workflow';
    hub.forge.files.set(
      `${folder}/experiment.yaml`,
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: { workflowTemplateRef: { name: toolbox } }',
    );
    hub.forge.files.set(`${folder}/k6/data.yaml`, 'no: {{yaml}}');
    const missing = await refusal(hub.as('grace').createRun(request()));
    expect(missing).toMatchObject({
      status: 409,
      message: expect.stringMatching(
        /no WorkflowTemplate named “toolbox”.*workflow\/toolbox\.yaml/,
      ),
    });
    hub.forge.files.set(
      `${folder}/toolbox.yaml`,
      `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: toolbox }
spec:
  entrypoint: run
  templates: [{ name: run, container: { image: a, command: [a] } }]`,
    );
    await hub.as('grace').createRun(request({ parameters: {} }));
    const asked = hub.cluster.asked.find(({ path }) => path === '/lint');
    expect(asked?.body.workflow.spec).toMatchObject({
      entrypoint: 'run',
      templates: [{ name: 'run' }, { name: 'toolbox-run' }],
    });
  });

  it('has inputs reach the steps as they were typed (cases 08 and 09)', async () => {
    // Its type is only guessed, so it takes whatever Argo takes.
    const parameters = {
      'virtual-users': 'DO $$ {{workflow.uid}} $(LAB_COMMIT)\n',
    };
    const { id } = await hub.as('grace').createRun(request({ parameters }));
    const sent = JSON.stringify(created());
    expect(sent).not.toMatch(/\$\$|\{\{|\$\(/);
    await eventually(async () =>
      expect(await hub.as('grace').getRun({ id })).toMatchObject({
        parameters,
      }),
    );
  });

  it('says that Argo can’t be asked when its server has a fault', async () => {
    hub.cluster.refusals.set('POST /lint', {
      status: 500,
      code: 13,
      message: 'etcd is away',
    });
    const refused = await refusal(hub.as('grace').createRun(request()));
    expect(refused).toMatchObject({
      status: 503,
      message: expect.stringContaining('etcd is away'),
    });
  });

  it('says that Argo refuses, and keeps that on the run', async () => {
    hub.cluster.refusals.set('POST ', { status: 400, message: 'no template' });
    const refused = await refusal(hub.as('grace').createRun(request()));
    expect(refused).toMatchObject({
      status: 409,
      message: expect.stringContaining('no template'),
    });
    const { items } = await hub.as('grace').listRuns({ limit: 1 });
    expect(items[0]).toMatchObject({
      phase: 'Error',
      message: expect.stringContaining('no template'),
    });
  });
});

describe('experiments', () => {
  it('lists them with their last run', async () => {
    const run = await hub.as('grace').createRun(request());
    const { items } = await hub.as('linus').listExperiments();
    expect(items).toMatchObject([
      {
        name: 'http-baseline',
        title: 'http-baseline',
        description: 'How fast is the target?',
        owner: 'group:default/web',
        lastRun: { id: run.id },
      },
    ]);
  });

  it('tells the inputs of a run', async () => {
    const inputs = await hub
      .as('linus')
      .getExperimentInputs({ name: 'http-baseline' });
    expect(inputs).toEqual({
      experiment: 'http-baseline',
      commit: hub.forge.commit,
      inputs: [
        {
          name: 'virtual-users',
          type: 'integer',
          inferred: true,
          default: '5',
          required: false,
        },
        {
          name: 'profile',
          type: 'string',
          inferred: true,
          default: 'ramp',
          enum: ['ramp', 'flat'],
          required: false,
        },
      ],
    });
  });

  it.each([
    ['new-one', true, /^$/],
    ['http-baseline', false, /experiments\/http-baseline is in the repository/],
    ['a-service', false, /component:default\/a-service is in the catalog/],
    ['Not A Name', false, /“N”/],
  ])('knows whether %s is free', async (name, available, reason) => {
    const answer = await hub.as('linus').getExperimentAvailability({ name });
    expect(answer).toMatchObject({ name, available });
    expect(answer.reason ?? '').toMatch(reason);
  });
});

describe('a hub that is not local', () => {
  it('tells its people to nobody', async () => {
    const other = await startHub({
      config: {
        environment: 'kind',
        repository: 'https://github.com/illm/lab',
      },
    });
    const nobody = await refusal(other.as().listPeople());
    const somebody = await refusal(other.as('ada').listPeople());
    expect([nobody.status, somebody.status]).toEqual([401, 404]);
    await other.stop();
  });
});

describe('listing runs', () => {
  it('gives each run once over all pages, newest first', async () => {
    for (let i = 0; i < 5; i++) {
      await hub.as('grace').createRun(request());
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    let total: number;
    do {
      const page = await hub.as('linus').listRuns({ limit: 3, cursor });
      seen.push(...page.items.map(run => `${run.createdAt} ${run.id}`));
      ({ nextCursor: cursor, total } = page);
    } while (cursor);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(seen).toEqual([...seen].sort().reverse());
    const numbers = (await hub.as('linus').listRuns({ limit: 100 })).items.map(
      run => run.number,
    );
    expect(new Set(numbers).size).toBe(total);
  });

  it('filters by experiment and state', async () => {
    const none = await hub.as('linus').listRuns({ experiment: 'another' });
    expect(none).toEqual({ items: [], total: 0 });
    const pending = await hub.as('linus').listRuns({ state: 'waiting' });
    expect(pending.items.length).toBeGreaterThan(0);
    expect(new Set(pending.items.map(run => run.state))).toEqual(
      new Set(['waiting']),
    );
  });

  it.each([
    ['limit=0', /limit/],
    ['state=Done', /state/],
    ['cursor=abc', /nextCursor/],
  ])('refuses %s', async (query, message) => {
    const [name, value] = query.split('=');
    const refused = await refusal(
      hub.as('linus').listRuns({ [name]: value } as object),
    );
    expect(refused).toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
  });
});

describe('status', () => {
  it('says when the hub is lost, and when it is back', async () => {
    await eventually(async () =>
      expect(await hub.as('linus').getStatus()).toMatchObject({
        environment: 'local',
        state: 'ready',
        sources: expect.arrayContaining([
          { name: 'Argo Workflows', connected: true },
        ]),
      }),
    );
    await hub.cluster.down();
    await eventually(async () =>
      expect(await hub.as('linus').getStatus()).toMatchObject({
        state: 'degraded',
        sources: expect.arrayContaining([
          {
            name: 'Argo Workflows',
            connected: false,
            reason: expect.stringContaining('ECONNREFUSED'),
            lastGoodAt: expect.any(String),
          },
        ]),
      }),
    );
    const refused = await refusal(hub.as('grace').createRun(request()));
    expect(refused).toMatchObject({
      status: 503,
      message: expect.stringContaining('can’t take runs now'),
    });
    await hub.cluster.up();
    await eventually(async () =>
      expect(await hub.as('linus').getStatus()).toMatchObject({
        state: 'ready',
      }),
    );
  });
});
