import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { ROOT } from './generate/places';
import { Input } from './plan/Input';
import { claimId, objectName } from './plan/names';
import { Plan } from './plan/Plan';
import { PACKAGE, ready } from './testing/fixtures';
import { Manifest } from './types';

const GUIDE = path.join(ROOT, 'docs/how-to/xrd-authoring.md');
const SOURCE = path.join(PACKAGE, 'src');

/** The guide's blocks, by the file that their first line names. */
const blocks = new Map<string, string[]>();
for (const [, file, text] of readFileSync(GUIDE, 'utf8').matchAll(
  /```(?:ts|yaml)\n(?:\/\/|#) (\S+)\n([^]*?)```/g,
)) {
  blocks.set(file, [...(blocks.get(file) ?? []), text]);
}
const block = (file: string): string => {
  const [text] = blocks.get(file) ?? [];
  if (!text) throw new Error(`The guide has no block for ${file}`);
  return text;
};
const inPackage = (file: string) => `packages/composition/src/${file}`;

const source = (file: string) => readFileSync(path.join(SOURCE, file), 'utf8');

/** A text with lines after something in it, if it hasn't them yet. */
function withLines(text: string, after: RegExp, lines: string[]): string {
  expect(text).toMatch(after);
  const absent = lines.filter(line => !text.includes(line.trim()));
  return text.replace(after, found => [found, ...absent].join('\n'));
}

/** The files that the guide makes or changes, by their path below `src`. */
function overlay(): Map<string, string> {
  const made = ['kinds/topic/spec.ts', 'kinds/topic/aws.ts'];
  const managed = block(inPackage('plan/managed.ts')).split('\n');
  const index = block(inPackage('kinds/index.ts')).split('\n');
  const imports = index.filter(line => line.startsWith('import '));
  const entries = index.filter(line => !line.startsWith('import '));
  return new Map([
    ...made.map(file => [file, block(inPackage(file))] as const),
    [
      'plan/managed.ts',
      withLines(source('plan/managed.ts'), /MANAGED = \{/, managed),
    ],
    [
      'kinds/index.ts',
      withLines(
        withLines(source('kinds/index.ts'), /^/, imports),
        /KINDS: .* = \{/,
        entries,
      ),
    ],
  ]);
}

/** Compiles the package with those files; what is wrong with them is told. */
function compile(outDir: string): string[] {
  const files = new Map(
    [...overlay()].map(([file, text]) => [path.join(SOURCE, file), text]),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    rootDir: SOURCE,
    types: ['node'],
    ...{ strict: true, skipLibCheck: true, outDir },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = file => files.get(file) ?? readFile(file);
  host.fileExists = file => files.has(file) || fileExists(file);
  // It would look for the new folder on the disk.
  delete host.directoryExists;
  const program = ts.createProgram([...files.keys()], options, host);
  program.emit();
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, ' '),
    );
}

// The compiler alone takes seconds.
jest.setTimeout(120_000);

describe('the guide to a kind of claim', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const asked: Manifest = parse(
    block('packages/composition/fixtures/claims/topic-aws.yaml'),
  );
  const [, arn] = block(inPackage('compose/compose.test.ts')).match(
    /^Topic: .* arn: '(.*)'/,
  )!;

  it('has an example that compiles, and plans from nothing to connected', () => {
    expect(compile(folder)).toEqual([]);
    // What was just compiled, where no test runner looks.
    const { KINDS } = require(path.join(folder, 'kinds/index.js')) as {
      KINDS: Record<string, Record<string, (input: Input<object>) => Plan>>;
    };
    const plan = (observed: Input<object>['observed']) =>
      KINDS[asked.kind].aws({
        spec: asked.spec as object,
        name: asked.metadata.name,
        id: claimId(asked),
        region: 'eu-central-1',
        objectName: part => objectName(asked, part),
        observed,
        labels: {},
        landing: {},
      });
    const { parts, connection } = plan(() => undefined);
    expect(connection).toBeUndefined();
    expect(parts).toMatchObject({
      topic: {
        externalName: expect.stringMatching(/^news-[a-z0-9]{10}\.fifo$/),
        forProvider: { region: 'eu-central-1', fifoTopic: true },
      },
    });
    const made = ready(asked, { arn });
    expect(plan(() => made)).toMatchObject({
      endpoint: arn,
      connection: { endpoint: arn, region: 'eu-central-1' },
    });
  });

  it('has a definition, a composition, a provider and a price that go with it', () => {
    const { apiVersion, kind, spec } = asked;
    const ofHub = (file: string) => parse(block(`platform/hub/${file}`));
    expect(
      ofHub('manifests/claims/compositions.yaml').spec.compositeTypeRef,
    ).toEqual({ apiVersion, kind });
    expect(Object.keys(spec as object)).toEqual([
      ...['provider', 'region'],
      ...Object.keys(ofHub('manifests/claims/topic-xrd.yaml')),
    ]);
    const managed = block(inPackage('plan/managed.ts'));
    const [, service] = managed.match(/aws\('(\w+)'/)!;
    expect(
      parse(block('packages/composition/fixtures/surroundings/hub.yaml'))
        .metadata.name,
    ).toBe(`provider-aws-${service}`);
    expect(Object.keys(ofHub('values/cloud-prices.yaml'))).toEqual([
      `${kind}.${service}.aws.m.upbound.io`,
    ]);
  });
});
