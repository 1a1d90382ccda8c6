import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A Kubernetes object, as far as the checks look into it. */
export interface Manifest {
  apiVersion?: string;
  kind?: string;
  metadata?: {
    name?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
  [field: string]: unknown;
}

/** A manifest and the file it is in, relative to the repository. */
export interface Located {
  file: string;
  manifest: Manifest;
}

const FOLDERS = ['platform', 'experiments', 'tools'];
const TEXT = /(\.(yaml|toml)|\/go\.mod)$/;
/** What people are told about the tree, and where its versions stand besides. */
const BESIDE = [
  'docs/explanation/safety.md',
  'packages/node-agent/go.mod',
  'plugins/hub-common/src/experiment/render/k6.ts',
  'plugins/hub-common/src/experiment/render/workflow.ts',
];

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), {
    withFileTypes: true,
  })) {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(root, name);
    else if (TEXT.test(name)) yield name;
  }
}

/** The files of `platform/` and `experiments/`, the tools' go.mod and a few beside, by path. */
export class PlatformTree {
  private readonly parsed = new Map<string, Manifest[]>();

  /** @param files text by path, relative to the repository */
  constructor(readonly files: ReadonlyMap<string, string>) {}

  /** Reads the checkout at this folder. */
  static read(root: string): PlatformTree {
    const names = FOLDERS.flatMap(folder => [...walk(root, folder)])
      .concat(BESIDE)
      .sort();
    return new PlatformTree(
      new Map(
        names.map(name => [name, readFileSync(path.join(root, name), 'utf8')]),
      ),
    );
  }

  /** The same tree with other contents of some files. */
  with(files: Iterable<[string, string]>): PlatformTree {
    const all = new Map([...this.files, ...files]);
    return new PlatformTree(
      new Map([...all].sort(([a], [b]) => a.localeCompare(b))),
    );
  }

  /** Whether a file, or a folder with files, is at this path. */
  has(name: string): boolean {
    return (
      this.files.has(name) ||
      [...this.files.keys()].some(file => file.startsWith(`${name}/`))
    );
  }

  /** The objects of a YAML file; none if there is no such file. */
  documents(file: string): Manifest[] {
    const known = this.parsed.get(file);
    if (known) return known;
    const documents = parseAllDocuments(this.files.get(file) ?? '', {
      merge: true,
    })
      .map(document => document.toJS() as Manifest | null)
      .filter(document => document !== null);
    this.parsed.set(file, documents);
    return documents;
  }

  /** All objects below a folder that name their kind. */
  manifests(folder: string): Located[] {
    return [...this.files.keys()]
      .filter(file => file.startsWith(`${folder}/`) && file.endsWith('.yaml'))
      .flatMap(file =>
        this.documents(file)
          .filter(({ kind, metadata }) => kind && metadata?.name)
          .map(manifest => ({ file, manifest })),
      );
  }
}
