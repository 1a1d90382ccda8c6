import { ResponseError } from '@backstage/errors';
import { TARGET_HOSTS_FILE } from '@illm-lab/plugin-hub-common';
import { EXPERIMENT_FILES } from '../__testUtils__/fixtures';
import { startHub } from '../__testUtils__/startHub';

jest.setTimeout(60_000);

const WORKFLOW = 'experiments/http-baseline/workflow/experiment.yaml';

let hub: Awaited<ReturnType<typeof startHub>>;

beforeAll(async () => {
  hub = await startHub();
});
beforeEach(() => {
  hub.cluster.asked.length = 0;
  hub.forge.files.clear();
  for (const [path, text] of Object.entries(EXPERIMENT_FILES)) {
    hub.forge.files.set(path, text);
  }
  // The experiment tests what is there already.
  hub.forge.files.set(
    WORKFLOW,
    EXPERIMENT_FILES[WORKFLOW].replace(
      '    parameters:\n',
      '    parameters:\n      - { name: target-url, value: https://shop.example.org }\n',
    ),
  );
  hub.forge.files.set(TARGET_HOSTS_FILE, 'allowed: [shop.example.org]\n');
});
afterAll(() => hub.stop());

let keys = 0;
const run = (parameters: Record<string, string> = {}) => {
  keys += 1;
  return hub.as('grace').createRun({
    experiment: 'http-baseline',
    idempotencyKey: `key-${keys}-of-hosts`,
    parameters,
  });
};
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: ResponseError) => ({
      status: error.statusCode,
      ...(error.body.error as { message: string; issues?: unknown }),
    }),
  );
const started = () =>
  hub.cluster.asked.filter(one => one.method === 'POST' && one.path === '');

describe('hosts that load may be put on', () => {
  it('are those of the repository; without the file none', async () => {
    expect(await hub.as('grace').getTargetHosts()).toEqual({
      allowed: ['shop.example.org'],
    });
    hub.forge.files.delete(TARGET_HOSTS_FILE);
    expect(await hub.as('grace').getTargetHosts()).toEqual({ allowed: [] });
  });

  it('say where their file is broken', async () => {
    hub.forge.files.set(TARGET_HOSTS_FILE, 'allowed: everything\n');
    expect(await refusal(hub.as('grace').getTargetHosts())).toMatchObject({
      status: 409,
      message: expect.stringMatching(/target-hosts\.yaml.*allowed/),
    });
  });

  it('let a run start on one of them', async () => {
    expect(await run()).toMatchObject({
      parameters: { 'target-url': 'https://shop.example.org' },
    });
    expect(started()).toHaveLength(1);
  });

  it('keep a run off any other, whoever asks', async () => {
    expect(
      await refusal(run({ 'target-url': 'https://example.com' })),
    ).toMatchObject({
      status: 400,
      message: expect.stringMatching(
        /parameters\.target-url: Load may not be put on example\.com/,
      ),
    });
    hub.forge.files.delete(TARGET_HOSTS_FILE);
    expect(await refusal(run())).toMatchObject({ status: 400 });
    expect(started()).toEqual([]);
  });
});
