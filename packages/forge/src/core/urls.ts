/** The addresses of one repository of the forge; paths only when `base` is empty. */
export class Urls {
  /** Page of the repository, e.g. `http://localhost:7008/illm/lab`. */
  readonly html: string;
  /** Its REST API, e.g. `http://localhost:7008/api/v3/repos/illm/lab`. */
  readonly api: string;

  constructor(
    readonly base: string,
    readonly owner: string,
    readonly repo: string,
  ) {
    this.html = `${base}/${owner}/${repo}`;
    this.api = `${base}/api/v3/repos/${owner}/${repo}`;
  }

  /** Whether these names mean this repository; case doesn't count, as on GitHub. */
  isFor(owner: string, repo: string): boolean {
    const wanted = `${this.owner}/${this.repo}`.toLowerCase();
    return `${owner}/${repo}`.toLowerCase() === wanted;
  }

  pull(number: number): string {
    return `${this.html}/pull/${number}`;
  }

  commit(sha: string): string {
    return `${this.html}/commit/${sha}`;
  }

  /** A file of a commit or branch as a page. */
  blob(ref: string, path: string): string {
    return `${this.html}/blob/${ref}/${encodePath(path)}`;
  }
}

/** `path` for use in an address: everything but its slashes is escaped. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
