import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';

/** Field manager of all that the bootstrap applies. */
const FIELD_MANAGER = 'illm-lab';
const TIMEOUT = '60s';
const SYNC_TIMEOUT = '180s';
/** Until the API server has looked at a new definition. */
const CONDITIONS_MS = 3_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

/** A Kubernetes object with whatever its kind adds. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** The YAML files of a folder, in order of name. */
export const yamlFiles = (dir: string) =>
  readdirSync(dir)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => path.join(dir, file));

/** Reads the objects of a YAML file. */
export const readManifests = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).flatMap(
    document => (document.toJS() as Manifest | null) ?? [],
  );

/** Reads the objects of all YAML files of a folder, in order of file name. */
export const readFolder = (dir: string): Manifest[] =>
  yamlFiles(dir).flatMap(readManifests);

/** Names and a hash of the definitions in these files. */
function describe(files: string[]) {
  const hash = createHash('sha256');
  const names = files.map(file => {
    const text = readFileSync(file, 'utf8');
    hash.update(text);
    const name = /^metadata:\n(?:^ .*\n)*?^ {2}name: (\S+)/m.exec(text)?.[1];
    if (!name) throw new Error(`${file} names no custom resource definition`);
    return name;
  });
  return { names, hash: hash.digest('hex') };
}

/**
 * The hub's API server, as the bootstrap uses it: by kubectl, whose process
 * and memory are gone afterwards, where the definitions alone take 10 MB.
 */
export class Cluster {
  constructor(
    private readonly options: {
      /** Path of kubectl. */
      kubectl: () => string;
      kubeconfig: string;
      env: Record<string, string>;
    },
  ) {}

  /**
   * Applies objects in the given order; what others set on them stays.
   *
   * @throws with what the API server refused, and why
   */
  async apply(manifests: Manifest[], signal: AbortSignal): Promise<void> {
    await this.applyFrom(
      ['-'],
      signal,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }),
    );
  }

  /**
   * Applies a tool's custom resource definitions and waits until the API
   * server serves them. Does nothing when the same were applied before:
   * they are megabytes, and the API server works on them for many seconds.
   */
  async applyDefinitions(
    tool: string,
    files: string[],
    signal: AbortSignal,
  ): Promise<void> {
    const { names, hash } = describe(files);
    const marker = `definitions-${tool}`;
    const [applied, areServed] = await Promise.all([
      this.run(
        [
          ...['get', 'configmap', marker, '--namespace=illm-lab'],
          ...['--ignore-not-found', '--output=jsonpath={.data.hash}'],
        ],
        signal,
      ),
      this.serves(names, signal),
    ]);
    if (applied === hash && areServed) return;
    await this.applyFrom(files, signal);
    await this.established(names, signal);
    const metadata = { name: marker, namespace: 'illm-lab' };
    await this.apply(
      [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { hash } }],
      signal,
    );
  }

  /**
   * Applies definitions, and objects that don't need them, in one go, and waits
   * until the API server serves them. For a new cluster, where nothing can have
   * been applied before.
   */
  async define(
    files: string[],
    manifests: Manifest[],
    signal: AbortSignal,
  ): Promise<void> {
    await this.applyFrom(
      [...files, '-'],
      signal,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }),
    );
    await this.established(describe(files).names, signal);
  }

  /**
   * Waits until an object is there.
   *
   * @throws when it does not appear within a minute
   */
  async appears(
    kind: string,
    object: { namespace?: string; name: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = object;
    await this.run(
      [
        ...['wait', `${kind}/${name}`, '--for=create'],
        ...(namespace ? [`--namespace=${namespace}`] : []),
        `--timeout=${TIMEOUT}`,
      ],
      signal,
    );
  }

  /**
   * Has Argo CD look at an Application and waits until it is synced to a
   * commit, since what it had made for an earlier one may be there still.
   *
   * @throws with what was waited for when it is not within three minutes
   */
  async synced(
    { namespace, name }: { namespace: string; name: string },
    commit: string,
    signal: AbortSignal,
  ): Promise<void> {
    const application = [
      `application.argoproj.io/${name}`,
      `--namespace=${namespace}`,
    ];
    await this.run(
      [
        ...['annotate', ...application, '--overwrite'],
        'argocd.argoproj.io/refresh=normal',
      ],
      signal,
    );
    // In this order: an Application that is not synced names the commit too.
    for (const [field, value] of [
      ['revision', commit],
      ['status', 'Synced'],
    ]) {
      await this.run(
        [
          ...['wait', ...application, `--timeout=${SYNC_TIMEOUT}`],
          `--for=jsonpath={.status.sync.${field}}=${value}`,
        ],
        signal,
      ).catch(error => {
        throw new Error(
          `Application ${name} is not synced to ${commit.slice(0, 7)}: ${
            error.message
          }`,
        );
      });
    }
  }

  /** Applies an object's status; what others say in it stays. */
  async applyStatus(manifest: Manifest, signal: AbortSignal): Promise<void> {
    await this.applyFrom(
      ['-'],
      signal,
      JSON.stringify(manifest),
      '--subresource=status',
    );
  }

  /** Whether the API server answers for all of these definitions. */
  private async serves(names: string[], signal: AbortSignal): Promise<boolean> {
    const out = await this.run(
      ['api-resources', '--cached=false', '--output=name'],
      signal,
    );
    const served = new Set(out.split('\n'));
    return names.every(name => served.has(name));
  }

  private async established(names: string[], signal: AbortSignal) {
    const established = () =>
      this.run(
        [
          ...['wait', 'crd', ...names],
          ...['--for=condition=Established', `--timeout=${TIMEOUT}`],
        ],
        signal,
      );
    try {
      await established();
    } catch (error) {
      if (signal.aborted) throw error;
      // kubectl gives up on a definition that has no conditions at all yet.
      await sleep(CONDITIONS_MS, undefined, { signal });
      await established();
    }
  }

  private async applyFrom(
    files: string[],
    signal: AbortSignal,
    input = '',
    ...more: string[]
  ) {
    await this.run(
      [
        ...['apply', '--server-side', '--force-conflicts', ...more],
        ...[`--field-manager=${FIELD_MANAGER}`, '--validate=false'],
        ...files.map(file => `--filename=${file}`),
      ],
      signal,
      input,
    );
  }

  /** Runs kubectl; returns what it prints. */
  private run(
    args: string[],
    signal: AbortSignal,
    input = '',
  ): Promise<string> {
    const { kubectl, kubeconfig, env } = this.options;
    return new Promise((resolve, reject) => {
      const child = execFile(
        kubectl(),
        [`--kubeconfig=${kubeconfig}`, ...args],
        { env, signal, maxBuffer: MAX_OUTPUT },
        (error, stdout, stderr) =>
          error
            ? reject(new Error(stderr.trim() || error.message))
            : resolve(stdout),
      );
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  }
}
