import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z, ZodType } from 'zod';
import { HubConfig } from '../../config';
import {
  HttpStatusError,
  openStream,
  requestJson,
} from '../../kube/httpRequest';
import {
  applicationAnswer,
  ManagedItem,
  managedAnswer,
  RevisionMetadata,
  revisionAnswer,
  treeAnswer,
  TreeNode,
  userAnswer,
} from './argocdAnswers';

/** Argo CD refused what it was asked; repeating it won't help. */
export class ArgocdRefusalError extends Error {}

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 5_000;
/** A refresh and the begin of an operation may take Argo CD longer. */
const ACTION_TIMEOUT = 20_000;

/** Address of Argo CD's API server and the way in. */
export type ArgocdConfig = NonNullable<HubConfig['argocd']>;

const pathOf = (name: string) => `/applications/${encodeURIComponent(name)}`;

/**
 * Argo CD's own API server. Each call is given up after a few seconds, and its
 * answer is checked before anybody relies on it.
 */
export class ArgocdServer {
  constructor(
    private readonly config: ArgocdConfig,
    private readonly timeout: number = TIMEOUT,
  ) {}

  /** @throws Error when the server is away, or does not know the token */
  async check(): Promise<void> {
    const user = await this.ask('/session/userinfo', userAnswer, {
      what: 'account',
    });
    if (!user.loggedIn) {
      throw new Error(
        'Argo CD does not accept the portal’s token. Set hub.argocd.token to one that `argocd account generate-token --account portal` gives.',
      );
    }
  }

  /** All objects of an Application and what they have made. */
  async tree(name: string): Promise<TreeNode[]> {
    const path = `${pathOf(name)}/resource-tree`;
    const tree = await this.ask(path, treeAnswer, { what: 'resource tree' });
    return tree.nodes ?? [];
  }

  /** Each object that Git defines: as it is, and as it should be. */
  async managed(name: string): Promise<ManagedItem[]> {
    const path = `${pathOf(name)}/managed-resources`;
    const answer = await this.ask(path, managedAnswer, {
      what: 'list of resources',
    });
    return answer.items ?? [];
  }

  /**
   * Author, date and message of a revision.
   *
   * @param sourceIndex - which source it is of, where there are several
   */
  async revision(
    name: string,
    revision: string,
    sourceIndex?: number,
  ): Promise<RevisionMetadata> {
    const query =
      sourceIndex === undefined ? '' : `?sourceIndex=${sourceIndex}`;
    return this.ask(
      `${pathOf(name)}/revisions/${encodeURIComponent(
        revision,
      )}/metadata${query}`,
      revisionAnswer,
      { what: 'revision', timeout: ACTION_TIMEOUT },
    );
  }

  /**
   * Calls back at each change of an Application's tree, until the stream ends.
   *
   * @throws Error when the stream breaks
   */
  async followTree(
    name: string,
    signal: AbortSignal,
    onTree: (nodes: TreeNode[]) => void,
  ): Promise<void> {
    const stream = await openStream({
      ...(await this.request(`/stream${pathOf(name)}/resource-tree`)),
      signal,
      // Nothing changes for hours; the other calls tell whether it lives.
      idleTimeout: 0,
    });
    for await (const line of createInterface({ input: stream })) {
      if (line.trim() !== '') {
        const message = valid(z.object({ result: treeAnswer }), line, 'tree');
        onTree(message.result.nodes ?? []);
      }
    }
  }

  /** Compares with Git now, and waits until that is done. */
  async refresh(name: string, hard: boolean): Promise<void> {
    await this.ask(
      `${pathOf(name)}?refresh=${hard ? 'hard' : 'normal'}`,
      applicationAnswer,
      { what: 'Application', timeout: ACTION_TIMEOUT },
    );
  }

  /**
   * Begins a sync.
   *
   * @throws ArgocdRefusalError with Argo CD's own words
   */
  async sync(
    name: string,
    options: {
      prune: boolean;
      dryRun: boolean;
      infos: { name: string; value: string }[];
    },
  ): Promise<void> {
    await this.ask(`${pathOf(name)}/sync`, applicationAnswer, {
      what: 'Application',
      body: { name, ...options },
      timeout: ACTION_TIMEOUT,
    });
  }

  /**
   * Begins to deploy an entry of the history again.
   *
   * @throws ArgocdRefusalError with Argo CD's own words
   */
  async rollback(
    name: string,
    options: { id: number; prune: boolean; dryRun: boolean },
  ): Promise<void> {
    await this.ask(`${pathOf(name)}/rollback`, applicationAnswer, {
      what: 'Application',
      body: { name, ...options },
      timeout: ACTION_TIMEOUT,
    });
  }

  private async ask<T>(
    path: string,
    schema: ZodType<T>,
    options: { what: string; body?: object; timeout?: number },
  ): Promise<T> {
    const { what, body } = options;
    const timeout = Math.max(
      this.timeout,
      Math.min(options.timeout ?? 0, 4 * this.timeout),
    );
    const signal = AbortSignal.timeout(timeout);
    try {
      const answer = await requestJson<unknown>({
        ...(await this.request(path)),
        ...(body && { method: 'POST', body }),
        signal,
      });
      return valid(schema, answer, what);
    } catch (error) {
      throw signal.aborted
        ? new Error(`Argo CD did not answer within ${timeout / 1000} s`)
        : explained(error as Error, what);
    }
  }

  private async request(path: string) {
    const { url, token, caFile, insecureSkipTlsVerify } = this.config;
    return {
      url: new URL(`${url}/api/v1${path}`),
      headers: { authorization: `Bearer ${token}` },
      tls: {
        rejectUnauthorized: !insecureSkipTlsVerify,
        ...(caFile && { ca: await readFile(caFile) }),
      },
    };
  }
}

/** Checks an answer. @throws Error that says what it is not */
function valid<T>(schema: ZodType<T>, answer: unknown, what: string): T {
  let value = answer;
  if (typeof answer === 'string') {
    try {
      value = JSON.parse(answer);
    } catch {
      throw new Error(`Argo CD answered something that is no ${what}`);
    }
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new Error(`Argo CD answered something that is no ${what}`);
  }
  return parsed.data;
}

/** An error of a call in words that help. */
function explained(error: Error, what: string): Error {
  if (error instanceof SyntaxError) {
    return new Error(`Argo CD answered something that is no ${what}`);
  }
  if (!(error instanceof HttpStatusError)) {
    return error;
  }
  if (error.status === 401) {
    return new Error(
      'Argo CD does not accept the portal’s token. Set hub.argocd.token to one that `argocd account generate-token --account portal` gives.',
    );
  }
  return [400, 403, 404, 409].includes(error.status)
    ? new ArgocdRefusalError(wordsOf(error), { cause: error })
    : error;
}

/** Argo CD's own sentence, without which server said it. */
function wordsOf({ body, message }: HttpStatusError): string {
  try {
    const said = z.object({ message: z.string() }).parse(JSON.parse(body));
    return said.message;
  } catch {
    return message;
  }
}
