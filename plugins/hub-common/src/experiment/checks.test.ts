import { Issue } from '../issue';
import { checkExperimentInput, ExperimentRequest } from './checkInput';
import { experiments, labExperiment } from './__testUtils__/inputs';
import { DEFAULT_LOAD } from './load';
import { parseTargetHosts } from './workload';

const HOSTS = ['shop.example.org', '*.test.example.org', '127.0.0.1:8080'];

const issuesOf = (change: Partial<ExperimentRequest>): Issue[] => {
  const checked = checkExperimentInput({ ...labExperiment, ...change }, HOSTS);
  return 'issues' in checked ? checked.issues : [];
};
const image = experiments.image.workload as object;
const git = experiments.git.workload as object;
const [scenario] = DEFAULT_LOAD.scenarios;
const file = { path: 'a.js', content: '', encoding: 'utf8' };
const folder = { kind: 'folder', files: [file], script: 'a.js' };

describe('what is tested', () => {
  it.each<[string, object, string]>([
    ['no kind', {}, 'workload.kind'],
    ['an unknown kind', { kind: 'magic' }, 'workload.kind'],
    ['no image', { kind: 'image', port: 80 }, 'workload.image'],
    [
      'an image without tag',
      { ...image, image: 'acme/shop' },
      'workload.image',
    ],
    ['latest', { ...image, image: 'acme/shop:latest' }, 'workload.image'],
    [
      'a name in capitals',
      { ...image, image: 'Acme/Shop:1' },
      'workload.image',
    ],
    ['a port beyond', { ...image, port: 70_000 }, 'workload.port'],
    ['no replicas', { ...image, replicas: 0 }, 'workload.replicas'],
    ['half a replica', { ...image, replicas: 1.5 }, 'workload.replicas'],
    [
      'memory in words',
      { ...image, requests: { cpu: '1', memory: 'much' } },
      'workload.requests.memory',
    ],
    [
      'no CPU',
      { ...image, requests: { cpu: '0', memory: '1Gi' } },
      'workload.requests.cpu',
    ],
    [
      'a variable with a space',
      { ...image, env: [{ name: 'A B', value: '' }] },
      'workload.env[0].name',
    ],
    [
      'a variable twice',
      {
        ...image,
        env: [
          { name: 'A', value: '' },
          { name: 'A', value: '' },
        ],
      },
      'workload.env[1].name',
    ],
    [
      'a Secret in capitals',
      { ...image, env: [{ name: 'A', secret: 'S', key: 'k' }] },
      'workload.env[0].secret',
    ],
    [
      'a relative readiness path',
      { ...image, readinessPath: 'healthz' },
      'workload.readinessPath',
    ],
    [
      'a local repository',
      { ...git, repository: 'file:///etc' },
      'workload.repository',
    ],
    [
      'a password',
      { ...git, repository: 'https://me:pw@host/r.git' },
      'workload.repository',
    ],
    ['a folder outside', { ...git, path: '../x' }, 'workload.path'],
    [
      'a revision like an option',
      { ...git, revision: '--upload-pack=x' },
      'workload.revision',
    ],
    ['values that are no YAML', { ...git, values: 'a: [' }, 'workload.values'],
    ['values that are a list', { ...git, values: '- a' }, 'workload.values'],
    ['values of a Kustomization', { ...git, helm: false }, 'workload.values'],
    [
      'values of latest',
      { ...git, values: 'image: { tag: latest }' },
      'workload.values',
    ],
    [
      'a chart and a folder',
      { ...git, chart: 'x', revision: '1.2.3' },
      'workload.chart',
    ],
    [
      'a chart without version',
      { ...git, path: undefined, chart: 'x', revision: 'HEAD' },
      'workload.revision',
    ],
    ['a Service with a slash', { ...git, service: 'a/b' }, 'workload.service'],
    ['no URL', { kind: 'url', url: 'shop' }, 'workload.url'],
    ['a file', { kind: 'url', url: 'file:///etc/passwd' }, 'workload.url'],
    [
      'a host of others',
      { kind: 'url', url: 'https://example.com' },
      'workload.url',
    ],
    [
      'a host that only ends like it',
      { kind: 'url', url: 'http://evilshop.example.org' },
      'workload.url',
    ],
    [
      'another port',
      { kind: 'url', url: 'http://127.0.0.1:80' },
      'workload.url',
    ],
    [
      'a name before an @',
      { kind: 'url', url: 'http://shop.example.org@example.com/' },
      'workload.url',
    ],
    [
      'a query',
      { kind: 'url', url: 'http://shop.example.org/?a=b' },
      'workload.url',
    ],
  ])('is not %s', (_what, workload, path) => {
    expect(issuesOf({ workload })).toContainEqual(
      expect.objectContaining({
        path,
        message: expect.stringMatching(/\S.*\.$/s),
        remedy: expect.stringMatching(/\S.*\.$/s),
      }),
    );
  });

  it.each([
    'https://shop.example.org',
    'http://SHOP.example.org:9999/base/',
    'http://a.b.test.example.org',
    'http://127.0.0.1:8080',
  ])('may be %s', url => {
    expect(issuesOf({ workload: { kind: 'url', url } })).toEqual([]);
  });

  it.each(['localhost/shop:1.0', 'localhost:5000/a/b:1', 'redis:8.2-alpine'])(
    'may be image %s',
    name => {
      expect(issuesOf({ workload: { ...image, image: name } })).toEqual([]);
    },
  );

  it.each([
    ['127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
    ['localhost', 'http://localhost'],
    ['shop.example.org', 'https://shop.example.org'],
  ])('says what %s lacks', (url, whole) => {
    expect(issuesOf({ workload: { kind: 'url', url } })).toEqual([
      {
        path: 'workload.url',
        message: `“${url}” does not begin with http:// or https://.`,
        remedy: `Write ${whole}, if that is what you mean.`,
      },
    ]);
  });

  it.each([
    ['http://127.0.0.1:99999', 'There is no port 99999.', /65535/],
    [
      'http://127.0.0.1:8080 or so',
      'is no URL.',
      /http:\/\/shop\.example\.org/,
    ],
    ['http://[::1]:8080/a', 'IPv4', /Write http:\/\/127\.0\.0\.1:8080\/a\./],
    ['http://[::1]:9', 'Load may not be put on [::1]:9.', /Allowed/],
  ])('says what is wrong with %s', (url, message, remedy) => {
    expect(issuesOf({ workload: { kind: 'url', url } })).toEqual([
      {
        path: 'workload.url',
        message: expect.stringContaining(message),
        remedy: expect.stringMatching(remedy),
      },
    ]);
  });

  it('says of text where a number belongs that it is none', () => {
    expect(issuesOf({ workload: { ...image, port: 'http' } })).toEqual([
      {
        path: 'workload.port',
        message: '“http” is no number.',
        remedy: 'Use digits, and a point before a fraction.',
      },
    ]);
  });

  it('says how a host gets allowed', () => {
    const [issue] = issuesOf({
      workload: { kind: 'url', url: 'http://x.org' },
    });
    expect(`${issue.message} ${issue.remedy}`).toMatch(
      /x\.org.*target-hosts\.yaml by a pull request.*shop\.example\.org/,
    );
  });

  it('reads the list of hosts, and says what of it is wrong', () => {
    expect(parseTargetHosts('allowed: [a.org]')).toEqual(['a.org']);
    expect(() => parseTargetHosts('allowed: a.org')).toThrow(/allowed/);
  });
});

describe('the load', () => {
  it.each<[string, object, string]>([
    ['no path', { ...DEFAULT_LOAD, path: '' }, 'load.path'],
    ['a path with a space', { ...DEFAULT_LOAD, path: '/a b' }, 'load.path'],
    ['half an escape', { ...DEFAULT_LOAD, path: '/%2' }, 'load.path'],
    ['an unknown method', { ...DEFAULT_LOAD, method: 'YELL' }, 'load.method'],
    [
      'a header of two lines',
      { ...DEFAULT_LOAD, headers: [{ name: 'A', value: 'x\r\nB: y' }] },
      'load.headers[0].value',
    ],
    [
      'a header with a colon',
      { ...DEFAULT_LOAD, headers: [{ name: 'A:', value: 'x' }] },
      'load.headers[0].name',
    ],
    [
      'a header twice',
      {
        ...DEFAULT_LOAD,
        headers: [
          { name: 'A', value: 'x' },
          { name: 'a', value: 'y' },
        ],
      },
      'load.headers[1].name',
    ],
    [
      'a status of none',
      { ...DEFAULT_LOAD, checks: [{ kind: 'status', value: 42 }] },
      'load.checks[0].value',
    ],
    [
      'an empty text',
      { ...DEFAULT_LOAD, checks: [{ kind: 'contains', value: '' }] },
      'load.checks[0].value',
    ],
    ['a pause back in time', { ...DEFAULT_LOAD, pause: -1 }, 'load.pause'],
    ['no scenario', { ...DEFAULT_LOAD, scenarios: [] }, 'load.scenarios'],
    [
      'two of one name',
      { ...DEFAULT_LOAD, scenarios: [scenario, scenario] },
      'load.scenarios[1].name',
    ],
    [
      'no users',
      { ...DEFAULT_LOAD, scenarios: [{ ...scenario, peak: 0 }] },
      'load.scenarios[0].peak',
    ],
    [
      'nothing as users',
      { ...DEFAULT_LOAD, scenarios: [{ ...scenario, peak: undefined }] },
      'load.scenarios[0].peak',
    ],
    [
      'a bare number as time',
      { ...DEFAULT_LOAD, scenarios: [{ ...scenario, duration: '10' }] },
      'load.scenarios[0].duration',
    ],
    [
      'a ramp of no time at all',
      { ...DEFAULT_LOAD, scenarios: [{ ...scenario, ramp: '' }] },
      'load.scenarios[0].ramp',
    ],
    ['an empty folder', { ...folder, files: [] }, 'load.files'],
    [
      'a file outside',
      { ...folder, files: [{ ...file, path: '../a.js' }] },
      'load.files',
    ],
    [
      'a file of git',
      { ...folder, files: [file, { ...file, path: '.git/config' }] },
      'load.files',
    ],
    ['a file twice', { ...folder, files: [file, file] }, 'load.files'],
    [
      'a file that is a folder',
      { ...folder, files: [file, { ...file, path: 'a.js/b' }] },
      'load.files',
    ],
    [
      'too much',
      { ...folder, files: [{ ...file, content: 'x'.repeat(2 ** 20 + 1) }] },
      'load.files',
    ],
    [
      'too many',
      {
        ...folder,
        files: Array.from({ length: 201 }, (_, i) => ({
          ...file,
          path: `${i}.js`,
        })),
        script: '1.js',
      },
      'load.files',
    ],
    ['no script', { ...folder, script: 'b.js' }, 'load.script'],
    [
      'data as script',
      { ...folder, files: [{ ...file, path: 'a.csv' }], script: 'a.csv' },
      'load.script',
    ],
  ])('is not %s', (_what, load, path) => {
    expect(issuesOf({ load })).toContainEqual(
      expect.objectContaining({
        path,
        message: expect.stringMatching(/\S.*\.$/s),
        remedy: expect.stringMatching(/\S.*\.$/s),
      }),
    );
  });
});
