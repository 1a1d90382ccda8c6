import { mockServices } from '@backstage/backend-test-utils';
import { pullCheckName } from '@illm-lab/plugin-hub-common';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ForgeRefusal } from '../../forge/refusals';
import {
  ForgeCheckRun,
  ForgePullDetails,
  ForgeStatus,
} from '../../forge/shapes';
import { HttpStatusError } from '../../kube/httpRequest';
import { CheckPoster } from './CheckPoster';
import { DryRun } from './DryRun';
import { estimateCheck } from './estimateCheck';
import { folderCheck } from './folderCheck';
import { manifestsCheck } from './manifestsCheck';
import { policyCheck } from './policyCheck';
import { PullChecker } from './PullChecker';

const ROOT = path.resolve(__dirname, '../../../../..');
const AT = 'experiments/http-quick';
const DEPLOYMENT = `${AT}/target/argocd/deployment.yaml`;

/** The folder of an experiment of this very checkout, by path. */
const folder = () =>
  Object.fromEntries(
    readdirSync(path.join(ROOT, AT), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry =>
        path.relative(ROOT, path.join(entry.parentPath, entry.name)),
      )
      .map(file => [file, readFileSync(path.join(ROOT, file), 'utf8')]),
  );

/** A forge with one open pull request, in memory. */
class FakeForge {
  sha = 'a'.repeat(40);
  state: 'open' | 'closed' = 'open';
  runs = new Map<number, ForgeCheckRun>();
  statuses: (ForgeStatus & { sha: string })[] = [];
  takesRuns = true;
  writes = 0;

  constructor(public files: Record<string, string>) {}

  pull = async (number: number) =>
    ({
      number,
      state: this.state,
      head: { sha: this.sha },
    } as ForgePullDetails);
  openPulls = async () => [await this.pull(7)];
  changes = async () => Object.keys(this.files).map(filename => ({ filename }));
  files_ = () => Object.keys(this.files);
  blob = async (sha: string) => this.files[sha];
  checks = async (sha: string) => ({
    statuses: {
      state: 'pending',
      total_count: 0,
      statuses: this.statuses.filter(one => one.sha === sha),
    },
    runs: [...this.runs]
      .filter(([, run]) => run.head_sha === sha)
      .map(([id, run]) => ({ ...run, id, conclusion: run.conclusion ?? null })),
  });
  saveCheckRun = async (run: ForgeCheckRun, id?: number) => {
    if (!this.takesRuns) throw new ForgeRefusal(403, 'Apps alone');
    this.writes += 1;
    const key = id ?? this.runs.size + 1;
    this.runs.set(key, { ...this.runs.get(key), ...run });
    return key;
  };
  saveStatus = async (sha: string, status: ForgeStatus) => {
    this.statuses = this.statuses.filter(
      one => one.sha !== sha || one.context !== status.context,
    );
    this.statuses.push({ ...status, sha });
  };
  api() {
    return {
      ...this,
      files: async () =>
        this.files_().map(file => ({ path: file, type: 'blob', sha: file })),
    };
  }
  found(sha = this.sha) {
    return Object.fromEntries(
      [...this.runs.values()]
        .filter(run => run.head_sha === sha)
        .map(run => [run.name, run]),
    );
  }
}

const refusal = (status: object, code = 422) =>
  new HttpStatusError(code, JSON.stringify(status), new URL('http://hub'));

function setUp(
  forge: FakeForge,
  dryRun: (
    path: string,
    object: unknown,
    options: object,
  ) => Promise<void> = async () => {},
) {
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: async () => {},
      fail: async () => {},
    })),
  });
  const logger = mockServices.logger.mock();
  const api = forge.api();
  const checker = new PullChecker({
    forge: api,
    poster: new CheckPoster(forge),
    checks: {
      folder: folderCheck,
      manifests: contents =>
        manifestsCheck(contents, {
          dryRun: new DryRun({ dryRun }),
          kinds: async () => [
            { kind: 'Queue', plural: 'queues', version: 'v1' } as never,
          ],
        }),
      policy: contents =>
        policyCheck(contents, async () => ({
          team: ['web'],
          'cost-center': ['cc-200'],
        })),
      estimate: contents =>
        estimateCheck(contents, {
          assess: async () => ({
            estimate: {
              currency: 'EUR',
              monthly: 12.5,
              complete: true,
              source: 'a test',
              lines: [
                { kind: 'Queue', name: 'q', what: 'A queue', monthly: 12.5 },
              ],
            },
          }),
        }),
    },
    auditor,
    logger,
    portalUrl: 'http://portal',
  });
  return { checker, auditor, logger };
}

const FOLDER = pullCheckName('folder');
const MANIFESTS = pullCheckName('manifests');
const POLICY = pullCheckName('policy');
const ESTIMATE = pullCheckName('estimate');
const conclusions = (forge: FakeForge) =>
  Object.fromEntries(
    Object.values(forge.found()).map(run => [run.name, run.conclusion]),
  );

describe('the checks of a pull request', () => {
  it('pass for an experiment of the lab, and are written down once', async () => {
    const forge = new FakeForge(folder());
    const asked: string[] = [];
    const { checker, auditor } = setUp(forge, async (at, _object, options) => {
      asked.push(at);
      expect(options).toMatchObject({
        as: 'illm-lab:pull-checks',
        apply: false,
      });
    });
    await checker.check(7);
    expect(conclusions(forge)).toEqual({
      [FOLDER]: 'success',
      [MANIFESTS]: 'success',
      [POLICY]: 'success',
      [ESTIMATE]: 'success',
    });
    // the kustomization itself is no object
    expect(asked.sort()).toEqual([
      '/api/v1/namespaces/experiment-definitions/services',
      '/apis/apps/v1/namespaces/experiment-definitions/deployments',
    ]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'pull-check',
        meta: { number: 7, sha: forge.sha },
      }),
    );
  });

  it('are not repeated on a commit, and are on a new one', async () => {
    const forge = new FakeForge(folder());
    const { checker } = setUp(forge);
    await Promise.all([checker.check(7), checker.check(7)]);
    await checker.sweep();
    expect(forge.runs.size).toBe(4);
    const { writes } = forge;
    forge.sha = 'b'.repeat(40);
    await checker.check(7);
    expect(forge.runs.size).toBe(8);
    expect(forge.writes).toBe(2 * writes);
    forge.state = 'closed';
    forge.sha = 'c'.repeat(40);
    await checker.check(7);
    expect(forge.runs.size).toBe(8);
  });

  it('take up what a portal that died had begun', async () => {
    const forge = new FakeForge(folder());
    await forge.saveCheckRun({
      name: FOLDER,
      head_sha: forge.sha,
      status: 'in_progress',
    });
    await setUp(forge).checker.check(7);
    expect(forge.runs.size).toBe(4);
    expect(conclusions(forge)[FOLDER]).toBe('success');
  });

  it('name file, line and remedy of a broken folder', async () => {
    const files = folder();
    const file = `${AT}/workflow/experiment.yaml`;
    files[file] = files[file].replace(/entrypoint: .*/, 'entrypoint: nowhere');
    const forge = new FakeForge(files);
    await setUp(forge).checker.check(7);
    const run = forge.found()[FOLDER];
    expect(run).toMatchObject({ conclusion: 'failure' });
    expect(run.output?.annotations).toEqual([
      expect.objectContaining({
        path: file,
        start_line:
          files[file]
            .split('\n')
            .findIndex(line => /entrypoint: nowhere/.test(line)) + 1,
        message: expect.stringMatching(
          /no template named “nowhere”\. .*add it/,
        ),
      }),
    ]);
    expect(conclusions(forge)[POLICY]).toBe('success');
  });

  it.each<[string, HttpStatusError, object]>([
    [
      'a cause',
      refusal({
        message: 'Deployment "target" is invalid',
        details: {
          causes: [
            {
              field: 'spec.template.spec.containers[0].image',
              message: 'Required value',
            },
          ],
        },
      }),
      {
        at: /image:/,
        message:
          'spec.template.spec.containers[0].image: The API server refuses it: Required value. Change it there.',
      },
    ],
    [
      'an unknown field',
      refusal(
        {
          message:
            'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicas"',
        },
        400,
      ),
      {
        at: /replicas:/,
        message: /does not know this field\. Correct its name/,
      },
    ],
    [
      'another type',
      refusal(
        {
          message:
            'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
        },
        400,
      ),
      {
        at: /replicas:/,
        message: /it is a string\. Write what is of type int32/,
      },
    ],
    [
      'a policy',
      refusal({
        message:
          'deployments.apps "target" is forbidden: ValidatingAdmissionPolicy denied request: Label team is missing',
        reason: 'Invalid',
      }),
      {
        at: /apiVersion/,
        message: /Label team is missing\. Change what it speaks of/,
      },
    ],
  ])('pass on the API server’s words: %s', async (_what, error, wanted) => {
    const { at, message } = wanted as { at: RegExp; message: string | RegExp };
    const files = folder();
    const forge = new FakeForge(files);
    await setUp(forge, async where => {
      if (where.endsWith('deployments')) throw error;
    }).checker.check(7);
    const [note] = forge.found()[MANIFESTS].output?.annotations ?? [];
    expect(note).toMatchObject({ path: DEPLOYMENT });
    expect(note.message).toMatch(message);
    expect(files[DEPLOYMENT].split('\n')[note.start_line - 1]).toMatch(at);
  });

  it('take an object that is there already for good', async () => {
    const forge = new FakeForge(folder());
    await setUp(forge, async () => {
      throw refusal({ message: 'already exists' }, 409);
    }).checker.check(7);
    expect(conclusions(forge)[MANIFESTS]).toBe('success');
  });

  it('hold up nothing while the hub is away, and ask it again without doubling', async () => {
    const forge = new FakeForge(folder());
    let isAway = true;
    const { checker } = setUp(forge, async () => {
      if (isAway) throw new Error('connect ECONNREFUSED');
    });
    await checker.check(7);
    expect(forge.found()[MANIFESTS]).toMatchObject({
      conclusion: 'neutral',
      output: { title: expect.stringContaining('ECONNREFUSED') },
    });
    const { writes } = forge;
    await checker.sweep();
    expect(forge.writes).toBe(writes);
    isAway = false;
    await checker.sweep();
    expect(conclusions(forge)[MANIFESTS]).toBe('success');
    expect(forge.runs.size).toBe(4);
  });

  it('refuse what an experiment may not define, and names that the catalog has not', async () => {
    const files = folder();
    files[`${AT}/target/argocd/kustomization.yaml`] =
      'resources: [deployment.yaml, role.yaml]';
    files[`${AT}/target/argocd/role.yaml`] =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n';
    const cluster = `${AT}/target/cluster.yaml`;
    files[cluster] = files[cluster].replace('team: web', 'team: wep');
    const forge = new FakeForge(files);
    await setUp(forge).checker.check(7);
    expect(forge.found()[MANIFESTS].output?.annotations?.[0].message).toMatch(
      /^kind: Role can’t be defined by an experiment\. It may have ConfigMap/,
    );
    expect(forge.found()[POLICY].output?.annotations).toEqual([
      expect.objectContaining({
        path: cluster,
        start_line:
          files[cluster].split('\n').findIndex(line => /team: wep/.test(line)) +
          1,
        message: expect.stringContaining('no team “wep”. Use one of web.'),
      }),
    ]);
  });

  it('ask a claim as a change, in another namespace while its own is to come, and say its cost', async () => {
    const file = 'claims/team-web/queue-mails.yaml';
    const forge = new FakeForge({
      [file]:
        'apiVersion: platform.illm.lab/v1\nkind: Queue\nmetadata: { name: mails, labels: { team: web } }\nspec: {}\n',
    });
    const asked: string[] = [];
    await setUp(forge, async at => {
      asked.push(at);
      if (at.includes('/team-web/')) {
        throw refusal({ message: 'namespaces "team-web" not found' }, 404);
      }
    }).checker.check(7);
    expect(asked.map(at => at.split('/namespaces/')[1])).toEqual([
      'team-web/queues/mails',
      'experiment-definitions/queues/mails',
    ]);
    expect(conclusions(forge)).toMatchObject({ [MANIFESTS]: 'success' });
    expect(forge.found()[ESTIMATE].output).toMatchObject({
      title: 'About 12.50 EUR a month.',
      summary: expect.stringContaining('A queue: 12.50 EUR'),
    });
  });

  it('go by commit statuses where check runs are not for this token', async () => {
    const files = folder();
    const file = `${AT}/catalog-info.yaml`;
    delete files[file];
    const forge = new FakeForge(files);
    forge.takesRuns = false;
    await setUp(forge).checker.check(7);
    const states = Object.fromEntries(
      forge.statuses.map(one => [one.context, one]),
    );
    expect(states[FOLDER]).toMatchObject({
      state: 'failure',
      target_url: 'http://portal/pull-requests/7',
    });
    expect(states[FOLDER].description).toMatch(
      /catalog-info\.yaml: The file is missing/,
    );
    expect(states[FOLDER].description.length).toBeLessThanOrEqual(140);
    expect(states[MANIFESTS].state).toBe('success');
  });

  it('say in the log what could not be looked at, and try again at the next sweep', async () => {
    const forge = new FakeForge(folder());
    const { checker, logger } = setUp(forge);
    const { blob } = forge;
    forge.blob = async () => {
      throw new Error('the forge is away');
    };
    const broken = setUp(forge);
    await broken.checker.check(7);
    expect(broken.logger.warn).toHaveBeenCalledWith(
      'Pull request #7 could not be checked: the forge is away',
    );
    forge.blob = blob;
    await checker.sweep();
    expect(logger.warn).not.toHaveBeenCalled();
    expect(conclusions(forge)[FOLDER]).toBe('success');
    expect(forge.runs.size).toBe(4);
  });
});
