import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { checkExperimentInput, ExperimentRequest } from './checkInput';
import { renderExperiment } from './render/renderExperiment';
import { labExperiment } from './__testUtils__/inputs';
import { runScript } from './__testUtils__/runScript';
import { DEFAULT_LOAD, EXECUTORS, METHODS } from './load';

/** What breaks YAML, JavaScript, Go templates, shells and people. */
const hostile = fc.constantFrom(
  ...[
    '"',
    "'",
    '`',
    '\\',
    '${x}',
    '{{y}}',
    '$(z)',
    '$$',
    '#',
    ': ',
    '- ',
    '!!',
  ],
  ...['\n', '\r\n', '\t', ' ', '<', '&', '*', '%', '|', '>', '?', '@', '::'],
  ...['null', 'true', '0x1', '1e3', '~', '---', '...', '*/', '//', '</script>'],
  ...['é', '\u2028', '🦊', '__proto__', 'constructor', 'yes', '=', ',', '[]'],
);
const text = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 4 })), { maxLength: 8 })
  .map(parts => parts.join(''));
const time = fc.constantFrom('1s', '1500ms', '1m30s', '2h');
const count = fc.integer({ min: 1, max: 900 });

const variable = fc.record({
  name: fc.constantFrom('A', 'B_2', 'c', '__proto__'),
  value: text,
});
const workload = fc.oneof(
  fc.constant({ kind: 'lab' }),
  fc.record({
    kind: fc.constant('image'),
    image: fc.constantFrom(
      'a/b:1',
      `r.example.org:5000/a@sha256:${'a'.repeat(64)}`,
    ),
    port: count,
    command: fc.array(text, { maxLength: 2 }),
    args: fc.array(text, { maxLength: 2 }),
    env: fc.uniqueArray(variable, { maxLength: 3, selector: one => one.name }),
    replicas: fc.integer({ min: 1, max: 3 }),
    readinessPath: fc.oneof(
      fc.constant('/'),
      text.map(one => `/${one}`),
    ),
  }),
  fc.record({
    kind: fc.constant('git'),
    repository: fc.oneof(fc.constant('https://a.org/b.git'), text),
    revision: fc.oneof(fc.constant('main'), text),
    path: fc.oneof(fc.constant('.'), text),
    helm: fc.boolean(),
    values: fc.oneof(
      text.map(one => JSON.stringify({ [one]: one })),
      text,
    ),
    service: fc.constantFrom('web', 'a-b'),
    port: count,
  }),
  fc.record({
    kind: fc.constant('url'),
    url: fc.oneof(
      fc.constant('http://a.org/b'),
      text.map(one => `https://a.org/${one}`),
    ),
  }),
);
const scenario = fc.record(
  {
    name: fc.constantFrom('a', 'b', 'c-d'),
    executor: fc.constantFrom(...EXECUTORS),
    peak: count,
    duration: time,
    ramp: time,
    start: time,
    maxVUs: count,
  },
  { requiredKeys: ['name', 'executor', 'peak', 'duration', 'ramp'] },
);
const load = fc.oneof(
  fc.record(
    {
      kind: fc.constant('request'),
      method: fc.constantFrom(...METHODS),
      path: fc.oneof(
        fc.constant('/'),
        text.map(one => `/${one}`),
      ),
      headers: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('A', '__proto__', "x-'y"),
          value: fc.oneof(hostile, text),
        }),
        { maxLength: 2, selector: one => one.name },
      ),
      body: text,
      checks: fc.array(
        fc.record({ kind: fc.constant('contains'), value: text }),
        {
          maxLength: 3,
        },
      ),
      pause: fc.constantFrom(0, 0.05, 1),
      scenarios: fc.uniqueArray(scenario, {
        minLength: 1,
        maxLength: 3,
        selector: one => one.name,
      }),
    },
    { requiredKeys: ['kind', 'method', 'path', 'scenarios'] },
  ),
  fc.record({
    kind: fc.constant('folder'),
    script: fc.constant('a b.js'),
    files: fc
      .array(
        fc.record({
          path: fc.oneof(fc.constant('lib/x.js'), text),
          content: text,
          encoding: fc.constant('utf8'),
        }),
        { maxLength: 3 },
      )
      .map(files => [
        { path: 'a b.js', content: '', encoding: 'utf8' },
        ...files,
      ]),
  }),
);

const accepted = (
  change: fc.Arbitrary<Partial<ExperimentRequest>>,
): fc.Arbitrary<ReturnType<typeof rendered>> =>
  change
    .map(one => {
      const checked = checkExperimentInput({ ...labExperiment, ...one });
      return 'input' in checked ? rendered(checked.input) : undefined;
    })
    .filter(one => one !== undefined);

function rendered(input: Parameters<typeof renderExperiment>[0]) {
  const files = renderExperiment(input, 'local');
  const at = (path: string) =>
    files.find(file => file.path === `experiments/demo/${path}`)?.content ?? '';
  return { input, files, at };
}

type Input = ReturnType<typeof rendered>['input'];

/** What a kubelet makes of a value without variables: `$$` is `$`. */
function expanded(value: string): string {
  if (/(^|[^$])(\$\$)*\$\(/.test(value))
    throw new Error(`${value} is replaced`);
  return value.replace(/\$\$/g, '$');
}

/** The texts of a form that manifests and files must bring to where they are used. */
function typedIn({ workload: tested, load: put }: Input): unknown {
  const files = put.kind === 'folder' ? put.files.map(one => one.content) : [];
  switch (tested.kind) {
    case 'image':
      return {
        files,
        env: tested.env.map(one => ('value' in one ? one.value : '')),
        args: tested.args,
        command: tested.command,
      };
    case 'git': {
      const { repository, revision, path, helm, values } = tested;
      const given = helm && values?.trim() ? values : undefined;
      return { files, source: [repository, revision, path, given] };
    }
    default:
      return { files };
  }
}

/** The same texts, as Kubernetes, Argo CD and k6 find them. */
function arrived(
  { workload: tested, load: put }: Input,
  at: (path: string) => string,
): unknown {
  const files =
    put.kind === 'folder'
      ? put.files.map(({ path }) => at(`workflow/k6/${path}`))
      : [];
  switch (tested.kind) {
    case 'image': {
      const [container] = parse(at('target/argocd/deployment.yaml')).spec
        .template.spec.containers;
      const { env = [], args = [], command = [] } = container;
      return {
        files,
        env: env.map(({ value }: { value: string }) => expanded(value)),
        args: args.map(expanded),
        command: command.map(expanded),
      };
    }
    case 'git': {
      const { repoURL, targetRevision, path, helm } = parse(
        at('target/application.yaml'),
      ).spec.source;
      return { files, source: [repoURL, targetRevision, path, helm?.values] };
    }
    default:
      return { files };
  }
}

describe('whatever the form accepts', () => {
  it('renders to valid YAML that says what was typed', () => {
    fc.assert(
      fc.property(
        accepted(
          fc.record({
            workload,
            load,
            description: text,
            topology: fc.constantFrom('hub' as const, 'clusters' as const),
          }),
        ),
        ({ input, files, at }) => {
          for (const { path, content } of files) {
            if (!path.endsWith('.yaml') || path.includes('/k6/')) continue;
            for (const document of parseAllDocuments(content)) {
              expect(document.errors).toEqual([]);
            }
          }
          const [component] = parseAllDocuments(at('catalog-info.yaml'));
          expect(component.toJS().metadata.description).toBe(input.description);
          expect(arrived(input, at)).toEqual(typedIn(input));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('renders to a script that asks for exactly what was typed', () => {
    fc.assert(
      fc.property(
        accepted(fc.record({ load })).filter(
          ({ input }) => input.load.kind === 'request',
        ),
        ({ input, files, at }) => {
          const { load: typed } = input as { load: typeof DEFAULT_LOAD };
          const beside = Object.fromEntries(
            files.map(file => [file.path.split('/').pop()!, file.content]),
          );
          const { requests, checks } = runScript(
            at('workflow/k6/load.js'),
            { TARGET_URL: 'http://t', THRESHOLDS: '{}' },
            { files: beside },
          );
          expect(requests).toHaveLength(typed.scenarios.length);
          for (const request of requests) {
            expect(request.method).toBe(typed.method);
            expect(request.url).toBe(`http://t${typed.path}`);
            expect(request.body ?? '').toBe(typed.body ?? '');
            expect(Object.entries(request.headers)).toEqual(
              typed.headers.map(({ name, value }) => [name, value]),
            );
          }
          expect(new Set(checks).size).toBe(typed.checks.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
